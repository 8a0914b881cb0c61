"""Teaches the model of this folder's plan, on a graphics card, on several, or on a cluster.

    accelerate launch --config_file accelerate/one_gpu.yaml train.py --model PLACE

PLACE is the model: a folder of transformers, a .gguf file, or a name on the Hugging Face hub.
plan.toml says how it is taught, train.jsonl what; README.md explains the rest. Nothing of Lectern
is needed here. What comes of it lies in result/, which Lectern brings back.

Read from below: `main` is the whole of it.
"""

import argparse
import json
import math
import os
import random
import shutil
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate import Accelerator
from accelerate.utils import DistributedType, set_seed
from torch import Tensor
from torch.nn import functional
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

HERE = Path(__file__).resolve().parent
PARTS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
"""The products that adapters are put beside, in each layer."""
LOOKS = 12
"""Looks at the held-out examples, over the whole of it."""
ADAPTERS = ("lora", "lora-plus", "rslora", "lora-fa", "qlora", "qlora-gguf", "dora", "dpo")


# ---- examples --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """An example as the model sees it."""

    tokens: tuple[int, ...]
    start: int
    """Place of the first token that is learnt: the answer's."""
    rejected: tuple[int, ...] = ()
    """The same question with its worse answer."""


class Layout:
    """Turns conversations into the very tokens that Lectern's chat would make of them."""

    def __init__(self, tokenizer: Any, layout: dict[str, Any]) -> None:
        """`layout`: of layout.json."""
        self.tokenizer = tokenizer
        self.template = (HERE / "template.jinja").read_text(encoding="utf-8")
        self.end = int(layout.get("end", tokenizer.eos_token_id))
        self.begin: list[int] = []
        self._agree(layout.get("checks", []))

    def prompt(self, messages: Sequence[dict[str, str]]) -> list[int]:
        """Tokens up to where the answer begins."""
        how = {"chat_template": self.template, "add_generation_prompt": True}
        text = self.tokenizer.apply_chat_template(list(messages), tokenize=False, **how)
        return [*self.begin, *self._tokens(text)]

    def piece(self, example: dict[str, Any], most: int) -> Piece | None:
        """An example, cut at `most` tokens; None where nothing of its answer is left."""
        prompt = self.prompt(example["messages"])
        tokens = [*prompt, *self._tokens(example["answer"]), self.end][:most]
        worse: list[int] = []
        if example.get("rejected"):
            worse = [*prompt, *self._tokens(example["rejected"]), self.end][:most]
        return (
            Piece(tuple(tokens), len(prompt), tuple(worse)) if len(tokens) > len(prompt) else None
        )

    def _tokens(self, text: str) -> list[int]:
        found: list[int] = self.tokenizer(text, add_special_tokens=False).input_ids
        return found

    def _agree(self, checks: Sequence[dict[str, Any]]) -> None:
        """Compare with the tokens that Lectern counted: a wrong model is found out now."""
        for check in checks:
            here, there = self.prompt(check["messages"]), list(check["tokens"])
            if there[1:] == here:
                self.begin = there[:1]  # Lectern's chat begins with a mark that is not in the text
                here = there
            if here != there:
                raise SystemExit(
                    "This model's tokens are not those that the plan was made for. Give --model "
                    "the model that plan.toml names, or its original at Hugging Face."
                )


def examples(name: str, layout: Layout, plan: dict[str, Any]) -> list[Piece]:
    """The examples in a file; for DPO only those with two answers."""
    with (HERE / name).open(encoding="utf-8") as lines:
        found = [layout.piece(json.loads(line), plan["max_tokens"]) for line in lines]
    pairs = plan["method"] == "dpo"
    return [each for each in found if each is not None and (each.rejected or not pairs)]


def steps_of(count: int, plan: dict[str, Any]) -> int:
    """Steps of the optimiser."""
    return max(1, math.ceil(round(count * plan["epochs"]) / plan["batch"]))


def chosen(step: int, count: int, plan: dict[str, Any]) -> list[int]:
    """Which examples a step takes, the first being 1: of seed and step alone, as in Lectern."""
    last = min(step * plan["batch"], max(1, round(count * plan["epochs"])))
    found = []
    for place in range((step - 1) * plan["batch"], last):
        order = list(range(count))
        random.Random(f"{plan['seed']} {place // count}").shuffle(order)  # noqa: S311
        found.append(order[place % count])
    return found


def batch_of(
    rows: Sequence[tuple[tuple[int, ...], int]], device: torch.device
) -> dict[str, Tensor]:
    """Rows of (tokens, start) side by side, filled up at the right; -100 is not learnt."""
    longest = max(len(tokens) for tokens, _ in rows)
    shape = (len(rows), longest)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    labels = torch.full(shape, -100)
    for row, (tokens, start) in enumerate(rows):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1
        labels[row, start : len(tokens)] = ids[row, start : len(tokens)]
    made = {"input_ids": ids, "attention_mask": mask, "labels": labels}
    return {name: each.to(device) for name, each in made.items()}


# ---- what is learnt, and how -----------------------------------------------------------------


def opened(options: argparse.Namespace, plan: dict[str, Any], half: bool) -> tuple[Any, Any]:
    """The model and its tokenizer. `half`: weights that do not learn may be bfloat16."""
    place = Path(options.model)
    where: dict[str, Any] = {"pretrained_model_name_or_path": options.model}
    if place.suffix == ".gguf":
        where = {"pretrained_model_name_or_path": str(place.parent), "gguf_file": place.name}
    more: dict[str, Any] = {"dtype": torch.bfloat16 if half else torch.float32}
    if plan["method"] in ("qlora", "qlora-gguf") and place.suffix != ".gguf":
        more["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=more["dtype"],
        )
    where["trust_remote_code"] = False  # a model is numbers; no program that comes with it is run
    model = AutoModelForCausalLM.from_pretrained(**where, **more)
    model.config.use_cache = False
    return model, AutoTokenizer.from_pretrained(**where)


def with_adapter(model: Any, plan: dict[str, Any]) -> Any:
    """The model with what learns beside its frozen products."""
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training

    if getattr(model, "is_quantized", False) and hasattr(model, "hf_quantizer"):
        model = prepare_model_for_kbit_training(model, use_gradient_checkpointing=False)
    layers = model.config.num_hidden_layers
    fast = {
        "layers_to_transform": list(range(layers - max(1, layers // 4), layers)),
        "layers_pattern": "layers",
    }
    config = LoraConfig(
        task_type="CAUSAL_LM",
        r=plan["rank"],
        lora_alpha=plan["alpha"],
        lora_dropout=plan["dropout"],
        target_modules=PARTS,
        use_rslora=plan["method"] == "rslora",
        use_dora=plan["method"] == "dora",
        **(fast if plan["fast"] else {}),
    )
    made = get_peft_model(model, config)
    if plan["method"] == "lora-fa":  # A stays as it began
        for name, each in made.named_parameters():
            if "lora_A" in name:
                each.requires_grad_(False)
    return made


def optimizer_of(model: Any, plan: dict[str, Any]) -> torch.optim.Optimizer:
    """AdamW over what learns; with LoRA+ B learns faster than A."""
    ratio = plan.get("options", {}).get("ratio", 16.0) if plan["method"] == "lora-plus" else 1.0
    named = [(name, each) for name, each in model.named_parameters() if each.requires_grad]
    slow = [each for name, each in named if "lora_B" not in name]
    quick = [each for name, each in named if "lora_B" in name]
    groups = [{"params": slow, "lr": plan["rate"]}, {"params": quick, "lr": plan["rate"] * ratio}]
    filled = [each for each in groups if each["params"]]
    return torch.optim.AdamW(filled, weight_decay=plan["weight_decay"])


def project(model: Any) -> None:
    """LoRA-FA: the change of B whose effect on W is nearest to W's own gradient."""
    for module in model.modules():
        if "default" in getattr(module, "lora_B", {}):
            a, b = module.lora_A["default"].weight, module.lora_B["default"].weight
            if b.grad is not None:
                wide = a.detach().double()
                nearest = torch.linalg.pinv(wide @ wide.T) / module.scaling["default"] ** 2
                b.grad.copy_(b.grad @ nearest.to(b.grad.dtype))


def warmed(step: int, steps: int, warm_up: float) -> float:
    """Share of the learning rate at a step: a straight rise, then half a cosine."""
    rise = max(1, round(steps * warm_up)) if warm_up else 0
    if step <= rise:
        return step / rise
    through = (step - rise) / max(1, steps - rise)
    return 0.05 + 0.95 * 0.5 * (1.0 + math.cos(math.pi * through))


def likelihoods(model: Any, batch: dict[str, Tensor]) -> Tensor:
    """Log-likelihood of each row's answer, shape (rows,)."""
    logits = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits
    targets = batch["labels"][:, 1:]
    flat = functional.cross_entropy(
        logits[:, :-1].float().flatten(0, 1), targets.flatten(), ignore_index=-100, reduction="none"
    )
    return -flat.view_as(targets).sum(1)


def loss_of(
    accelerator: Accelerator, model: Any, pieces: Sequence[Piece], plan: dict[str, Any]
) -> Tensor:
    """Summed over the answers' tokens; for DPO over the pairs."""
    rows = [(each.tokens, each.start) for each in pieces]
    if plan["method"] != "dpo":
        return -likelihoods(model, batch_of(rows, accelerator.device)).sum()
    rows += [(each.rejected, each.start) for each in pieces]
    batch = batch_of(rows, accelerator.device)
    with torch.no_grad(), accelerator.unwrap_model(model).disable_adapter():
        before = likelihoods(model, batch)
    better, worse = (likelihoods(model, batch) - before).chunk(2)
    beta = plan.get("options", {}).get("beta", 0.1)
    return -functional.logsigmoid(beta * (better - worse)).sum()


def weight_of(piece: Piece, plan: dict[str, Any]) -> int:
    """What an example counts in a mean: its learnt tokens; for DPO each pair the same."""
    return 1 if plan["method"] == "dpo" else len(piece.tokens) - piece.start


# ---- the loop --------------------------------------------------------------------------------


class Lesson:
    """One run: every process takes its share of each step's examples."""

    def __init__(
        self,
        accelerator: Accelerator,
        model: Any,
        optimizer: Any,
        plan: dict[str, Any],
        options: argparse.Namespace,
    ) -> None:
        """`model` and `optimizer` have been prepared by the accelerator."""
        self.accelerator, self.model, self.optimizer = accelerator, model, optimizer
        self.plan, self.options = plan, options
        self.step = self.without_gain = 0
        self.best = math.inf
        self.rates = [float(group["lr"]) for group in optimizer.param_groups]

    def share(self, pieces: Sequence[Piece]) -> list[list[Piece]]:
        """This process's micro-batches; each process has equally many, maybe empty ones."""
        count, rank = self.accelerator.num_processes, self.accelerator.process_index
        micro = self.options.micro
        rounds = math.ceil(len(pieces) / (count * micro))
        own = pieces[rank::count]
        return [list(own[at * micro : (at + 1) * micro]) for at in range(rounds)]

    def teach(self, pieces: Sequence[Piece], steps: int) -> float:
        """One step; its loss."""
        self.step += 1
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * warmed(self.step, steps, self.plan["warm_up"])
        total = sum(weight_of(each, self.plan) for each in pieces)
        parts = self.share(pieces)
        # Always as many as the accelerator waits for before it makes a step.
        parts += [[] for _ in range(self.accelerator.gradient_accumulation_steps - len(parts))]
        # Gradients are averaged over processes and micro-batches; the loss wants a sum.
        scale = self.accelerator.num_processes * self.accelerator.gradient_accumulation_steps
        summed = 0.0
        self.model.train()
        for part in parts:
            with self.accelerator.accumulate(self.model):
                # An empty share counts nothing, but every process must go through the model.
                loss = loss_of(self.accelerator, self.model, part or pieces[:1], self.plan)
                loss = loss * (scale / total if part else 0.0)
                self.accelerator.backward(loss)
                if self.accelerator.sync_gradients:
                    self.accelerator.clip_grad_norm_(self.model.parameters(), 1.0)
                    if self.plan["method"] == "lora-fa":
                        project(self.model)
                self.optimizer.step()
                self.optimizer.zero_grad()
            summed += float(loss.detach()) / scale
        return float(self.accelerator.reduce(torch.tensor(summed, device=self.accelerator.device)))

    def look(self, pieces: Sequence[Piece]) -> float:
        """Loss on what is held out."""
        total = sum(weight_of(each, self.plan) for each in pieces)
        summed = torch.zeros((), device=self.accelerator.device)
        self.model.eval()
        with torch.no_grad():
            for part in self.share(pieces):
                loss = loss_of(self.accelerator, self.model, part or pieces[:1], self.plan)
                summed += loss.float() if part else 0.0
        return float(self.accelerator.reduce(summed)) / total

    def run(self, learn: Sequence[Piece], held_out: Sequence[Piece], steps: int) -> None:
        """All steps, or what is left of them and is wanted."""
        last = min(steps, self.options.steps or steps)
        every = max(1, steps // LOOKS)
        saved = began = time.monotonic()
        first = self.step
        while self.step < last:
            places = chosen(self.step + 1, len(learn), self.plan)
            loss = self.teach([learn[place] for place in places], steps)
            each = (time.monotonic() - began) / (self.step - first)
            left = each * (last - self.step)
            told = f"step {self.step} of {steps}  loss {loss:.4f}  {left / 60:.0f} min left"
            self.accelerator.print(told)
            if held_out and (self.step % every == 0 or self.step == last):
                found = self.look(held_out)
                self.accelerator.print(f"step {self.step}  held out {found:.4f}")
                self.without_gain = 0 if found < self.best else self.without_gain + 1
                if found < self.best:
                    self.best = found
                    self.keep()
                if 0 < self.plan["stop_early"] <= self.without_gain:
                    self.accelerator.print("No gain any more on what was held out.")
                    break
            if time.monotonic() - saved > self.options.save_minutes * 60:
                self.save()
                saved = time.monotonic()
        if not held_out:
            self.keep()

    # ---- on the disk -------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what was learnt into result/."""
        state = self.accelerator.get_state_dict(self.model)
        if self.accelerator.is_main_process:
            whole = self.accelerator.unwrap_model(self.model)
            whole.save_pretrained(HERE / "result", state_dict=state)
            accompany(HERE / "result")
        self.accelerator.wait_for_everyone()

    def save(self) -> None:
        """Write a checkpoint that the same command goes on from."""
        at = HERE / "checkpoint.new"
        if self.accelerator.is_main_process:
            shutil.rmtree(at, ignore_errors=True)
        self.accelerator.wait_for_everyone()
        self.accelerator.save_state(str(at))
        self.accelerator.wait_for_everyone()
        if self.accelerator.is_main_process:
            said = [self.step, self.best, self.without_gain]
            (at / "lesson.json").write_text(json.dumps(said))
            shutil.rmtree(HERE / "checkpoint", ignore_errors=True)
            os.rename(at, HERE / "checkpoint")
        self.accelerator.wait_for_everyone()

    def go_on(self) -> None:
        """Take up the checkpoint, if there is one."""
        new = HERE / "checkpoint.new"
        if self.accelerator.is_main_process and (new / "lesson.json").is_file():
            # Written whole, as its last file is there; the run ended before it had its name.
            shutil.rmtree(HERE / "checkpoint", ignore_errors=True)
            os.rename(new, HERE / "checkpoint")
        self.accelerator.wait_for_everyone()
        if (HERE / "checkpoint" / "lesson.json").is_file():
            self.accelerator.load_state(str(HERE / "checkpoint"))
            said = json.loads((HERE / "checkpoint" / "lesson.json").read_text())
            self.step, self.best, self.without_gain = said
            self.accelerator.print(f"Going on after step {self.step}.")


def accompany(result: Path) -> None:
    """Put beside a result what Lectern wants to know of it."""
    for name in ("plan.toml", "lesson.json", "held_out.jsonl"):
        shutil.copyfile(HERE / name, result / name)


def merged(options: argparse.Namespace, plan: dict[str, Any]) -> None:
    """Put what was learnt into the model's own weights: a folder that needs no adapter."""
    from peft import PeftModel

    model, tokenizer = opened(options, plan | {"method": "lora"}, half=False)
    whole = PeftModel.from_pretrained(model, HERE / "result").merge_and_unload()
    target = HERE / "result" / "merged"
    whole.save_pretrained(target)
    tokenizer.save_pretrained(target)
    accompany(target)


def main() -> None:
    """Teach."""
    parser = argparse.ArgumentParser(description="Teach the model of this folder's plan.")
    parser.add_argument("--model", required=True, help="folder, .gguf file, or name at the hub")
    parser.add_argument("--micro", type=int, default=1, help="examples at once on a card")
    parser.add_argument("--steps", type=int, default=0, help="end after so many steps, to try it")
    parser.add_argument("--save-minutes", type=float, default=10.0, help="between checkpoints")
    parser.add_argument("--merge", action="store_true", help="also write result/merged/")
    options = parser.parse_args()
    plan = tomllib.loads((HERE / "plan.toml").read_text(encoding="utf-8"))
    if plan["method"] not in (*ADAPTERS, "full"):
        raise SystemExit(f"This program does not teach by {plan['method']}.")

    accelerator = Accelerator()
    set_seed(plan["seed"])
    rounds = math.ceil(plan["batch"] / (accelerator.num_processes * options.micro))
    accelerator.gradient_accumulation_steps = rounds
    spread = (DistributedType.DEEPSPEED, DistributedType.FSDP)
    if plan["method"] == "lora-fa" and accelerator.distributed_type in spread:
        raise SystemExit("LoRA-FA goes with one_gpu.yaml and several_gpus.yaml.")
    if accelerator.distributed_type == DistributedType.DEEPSPEED:
        config = accelerator.state.deepspeed_plugin.deepspeed_config
        config["gradient_accumulation_steps"] = rounds
        config["train_micro_batch_size_per_gpu"] = options.micro

    half = accelerator.mixed_precision == "bf16" and plan["method"] != "full"
    model, tokenizer = opened(options, plan, half)
    layout = Layout(tokenizer, json.loads((HERE / "layout.json").read_text(encoding="utf-8")))
    learn = examples("train.jsonl", layout, plan)
    held_out = examples("held_out.jsonl", layout, plan)
    if not learn:
        raise SystemExit("There is nothing to learn from in train.jsonl.")
    if plan["method"] != "full":
        model = with_adapter(model, plan)
    if plan["checkpointing"]:
        model.gradient_checkpointing_enable({"use_reentrant": False})
        model.enable_input_require_grads()
    prepared = accelerator.prepare(model, optimizer_of(model, plan))
    lesson = Lesson(accelerator, *prepared, plan, options)
    lesson.go_on()
    lesson.run(learn, held_out, steps_of(len(learn), plan))
    if accelerator.is_main_process:
        if plan["method"] == "full":
            tokenizer.save_pretrained(HERE / "result")
        elif options.merge or plan["method"] == "dora":
            merged(options, plan)
    accelerator.print("Done. In Lectern: Teach, Bring back; or: lectern-cli finetune import result")
    accelerator.end_training()


if __name__ == "__main__":
    main()
