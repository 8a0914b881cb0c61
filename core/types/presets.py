"""Programs and services with models that many people use, and where they are found.

Which models each has is asked of itself; nothing here says so.
"""

from dataclasses import dataclass, replace

from core.types.endpoints import Endpoint

_LOADING_SECONDS = 180.0
"""A program on this computer may first have to load its model."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A well-known server."""

    name: str
    address: str
    page: str
    """Where a person can read about it, or get the program."""
    key_page: str = ""
    """Where a person gets a key; "" where none is wanted."""
    context_tokens: int = 0
    """What each of its models reads, at least; 0 where that depends on the model."""

    @property
    def wants_key(self) -> bool:
        """Whether it answers nobody without a key."""
        return bool(self.key_page)

    def endpoint(self, name: str = "") -> Endpoint:
        """As settings hold it, without a model and without consent."""
        made = Endpoint(name or self.name, self.address)
        return replace(
            made,
            timeout=_LOADING_SECONDS if made.is_here else made.timeout,
            context_tokens=self.context_tokens or made.context_tokens,
        )


PRESETS = (
    Preset("Ollama", "http://127.0.0.1:11434/v1", "https://ollama.com", context_tokens=4096),
    Preset("LM Studio", "http://127.0.0.1:1234/v1", "https://lmstudio.ai"),
    Preset("llama.cpp", "http://127.0.0.1:8080/v1", "https://github.com/ggml-org/llama.cpp"),
    Preset("vLLM", "http://127.0.0.1:8000/v1", "https://docs.vllm.ai"),
    Preset(
        "DeepSeek",
        "https://api.deepseek.com/v1",
        "https://api-docs.deepseek.com",
        "https://platform.deepseek.com/api_keys",
        context_tokens=65536,
    ),
    Preset(
        "ModelScope",
        "https://api-inference.modelscope.cn/v1",
        "https://modelscope.cn",
        "https://modelscope.cn/my/myaccesstoken",
    ),
    Preset(
        "SiliconFlow",
        "https://api.siliconflow.cn/v1",
        "https://docs.siliconflow.cn",
        "https://cloud.siliconflow.cn/account/ak",
    ),
    Preset(
        "Qwen",
        "https://dashscope.aliyuncs.com/compatible-mode/v1",
        "https://help.aliyun.com/zh/model-studio/",
        "https://bailian.console.aliyun.com/?tab=model#/api-key",
    ),
    Preset(
        "Moonshot",
        "https://api.moonshot.cn/v1",
        "https://platform.moonshot.cn/docs",
        "https://platform.moonshot.cn/console/api-keys",
    ),
    Preset(
        "OpenAI",
        "https://api.openai.com/v1",
        "https://platform.openai.com/docs",
        "https://platform.openai.com/api-keys",
    ),
)
"""Those on this computer first."""


def preset_at(address: str) -> Preset | None:
    """The well-known server at an address; None for any other."""
    wanted = address.strip().rstrip("/").lower()
    return next((each for each in PRESETS if each.address == wanted), None)
