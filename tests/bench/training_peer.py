"""The peer of bench_training.py: peft with transformers' Trainer, in a process of its own.

python -m tests.bench.training_peer FOLDER ROWS BATCH EVEN STEPS ACCUMULATION THREADS
It prints a line of JSON when it is ready and, at each line on stdin, makes a step and tells its
seconds; at the end of stdin it tells its peak of memory.
"""

import json
import sys
import tempfile
import time
from typing import Any

from tests.bench.training_material import rows

RANK, ALPHA, RATE = 8, 16.0, 2e-4


def main() -> None:
    """Train."""
    folder, count, batch, even, steps, accumulation, threads = sys.argv[1:8]
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, Trainer, TrainerCallback, TrainingArguments

    torch.set_num_threads(int(threads))
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    torch.manual_seed(1)
    model = get_peft_model(
        model,
        LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules="all-linear", task_type="CAUSAL_LM"),
    )
    data = rows(int(count), bool(int(even)))
    material = [
        {
            "input_ids": list(each.tokens),
            "labels": [-100] * each.start + list(each.tokens[each.start :]),
        }
        for each in data
    ]

    def gathered(examples: list[dict[str, Any]]) -> dict[str, Any]:
        longest = max(len(each["input_ids"]) for each in examples)

        def padded(name: str, value: int) -> Any:
            made = [each[name] + [value] * (longest - len(each[name])) for each in examples]
            return torch.tensor(made)

        lengths = [len(each["input_ids"]) for each in examples]
        mask = torch.tensor([[1] * each + [0] * (longest - each) for each in lengths])
        return {
            "input_ids": padded("input_ids", 0),
            "labels": padded("labels", -100),
            "attention_mask": mask,
        }

    # The Trainer prints of its own; what is said to the bench has a stream for itself.
    answers = sys.stdout
    sys.stdout = sys.stderr

    class Turns(TrainerCallback):
        """Steps when it is told to."""

        began, cpu = 0.0, 0.0

        def on_step_begin(self, *_: Any, **__: Any) -> None:
            if not sys.stdin.readline():
                print(json.dumps({"peak": _peak()}), file=answers, flush=True)
                raise SystemExit
            self.began, self.cpu = time.perf_counter(), time.process_time()

        def on_step_end(self, *_: Any, **__: Any) -> None:
            wall = time.perf_counter() - self.began
            cpu = time.process_time() - self.cpu
            print(json.dumps({"wall": wall, "cpu": cpu}), file=answers, flush=True)

    arguments = TrainingArguments(
        output_dir=tempfile.mkdtemp(),
        per_device_train_batch_size=int(batch),
        gradient_accumulation_steps=int(accumulation),
        max_steps=int(steps),
        learning_rate=RATE,
        warmup_steps=1,
        lr_scheduler_type="cosine",
        use_cpu=True,
        save_strategy="no",
        report_to=[],
        logging_steps=1,
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_pin_memory=False,
    )
    print(json.dumps({"ready": True}), file=answers, flush=True)
    Trainer(
        model=model,
        args=arguments,
        train_dataset=material,
        data_collator=gathered,
        callbacks=[Turns()],
    ).train()
    sys.stdin.readline()
    print(json.dumps({"peak": _peak()}), file=answers, flush=True)


def _peak() -> int:
    from core.training.memory import peak

    return peak()


if __name__ == "__main__":
    main()
