"""Train one network: `python3 train.py NETWORK --data FOLDER --steps N`. Checkpoints and a log in --store; --resume goes on."""
import argparse
import math
import os
import pathlib
import time

import torch

import faces_tasks
import mri_tasks
import tasks

TASKS = tasks.TASKS | mri_tasks.TASKS | faces_tasks.TASKS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=sorted(TASKS))
    parser.add_argument("--data", required=True, help="the domain's training folder")
    parser.add_argument("--store", default=".training", help="checkpoints, those of the models it builds on too")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop early, at the end of the rate's cosine all the same")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--init", help="start from this checkpoint's EMA weights (a longer training of a committed model)")
    o = parser.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    store = pathlib.Path(o.store)
    store.mkdir(parents=True, exist_ok=True)
    file = store / f"{o.model}.pt"

    task = TASKS[o.model]()
    net = task.network(store).to(memory_format=torch.channels_last)
    if o.init:
        tasks.load(net, o.init)
    optimizer = torch.optim.Adam(net.parameters(), task.rate, betas=(0.9, 0.99))
    ema = {k: v.detach().clone() for k, v in net.state_dict().items()}
    step, spent = 0, 0.0
    if o.resume and file.exists():
        saved = torch.load(file)
        if "optimizer" in saved:
            net.load_state_dict(saved["net"])
            optimizer.load_state_dict(saved["optimizer"])
            ema, step, spent = saved["ema"], saved["step"], saved["seconds"]
        else:  # made from a committed network: its weights, and a schedule of its own
            tasks.load(net, file)
            ema = {k: v.detach().clone() for k, v in net.state_dict().items()}
    chain = task.pairs(o.data, o.seed + step)

    def save():
        torch.save({"ema": ema, "net": net.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "seconds": spent}, f"{file}.part")
        os.replace(f"{file}.part", file)

    running, last_save, begun = 0.0, time.time(), time.time()
    while True:
        clock = time.time()
        progress = max(step / o.steps, (spent / 60) / o.minutes)
        if progress >= 1:
            break
        rate = task.rate * min(1, (step + 1) / 200) * (0.5 + 0.5 * math.cos(math.pi * progress) + 0.01)
        for group in optimizer.param_groups:
            group["lr"] = rate
        batch = task.draw(chain, progress)
        with torch.autocast("cpu", torch.bfloat16):
            loss = task.loss(net, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        step += 1
        decay = min(0.998, step / (step + 20))
        with torch.no_grad():
            for key, value in net.state_dict().items():
                ema[key].lerp_(value, 1 - decay)
        running = loss.item() if step == 1 else 0.99 * running + 0.01 * loss.item()
        spent += time.time() - clock
        if step % 100 == 0:
            print(f"{o.model} step {step} loss {running:.5f} rate {rate:.1e} {spent / step:.3f} s/step {spent / 60:.1f} min", flush=True)
        if time.time() - last_save > 300:
            save()
            last_save = time.time()
    save()


if __name__ == "__main__":
    main()
