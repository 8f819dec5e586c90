"""Trains a classifier of handwritten digits: a small but complete training job.

What it shows, and what you may copy for your own:
  * code and data live in the project's storage (/project_ghent), the image only brings Python and numpy;
  * one checkpoint after every epoch, so that a job that was stopped goes on where it was;
  * one line of metrics after every epoch, a picture of the learning curve, and a result at the end;
  * on SIGUSR1 (your place is needed for others) it saves and ends with code 123: "start me again later".

Run it again and it goes on from its last checkpoint. --help names the few settings.
"""

import argparse
import csv
import gzip
import json
import os
import resource
import signal
import time
from pathlib import Path

import numpy as np

from curve import draw_learning_curve

HERE = Path(__file__).resolve().parent
SEED = 7
HIDDEN = (256, 128)
BATCH = 32
LEARNING_RATE = 0.05
DECAY = 0.93  # of the learning rate, per epoch
MOMENTUM = 0.9
RESTART_ME = 123  # the exit code by which a restartable job asks for another attempt

stop_asked = False


def ask_to_stop(signum, frame):
    global stop_asked
    stop_asked = True
    print("SIGUSR1: will save after this epoch and make room", flush=True)


# --- data -------------------------------------------------------------------------------------------------------------


def load_dataset(path):
    """The images as rows of 64 values between 0 and 1, split into 4/5 for training and 1/5 for the test."""
    if not path.exists():
        with gzip.open(HERE / "digits.csv.gz", "rt") as lines:
            table = np.loadtxt(lines, delimiter=",")
        order = np.random.default_rng(SEED).permutation(len(table))
        images = (table[order, :64] / 16).astype(np.float32)
        labels = table[order, 64].astype(np.int64)
        cut = len(table) // 5
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, x_test=images[:cut], y_test=labels[:cut], x_train=images[cut:], y_train=labels[cut:])
        print(f"wrote {path}: {len(table) - cut} images to learn from, {cut} to test on", flush=True)
    with np.load(path) as data:
        return data["x_train"], data["y_train"], data["x_test"], data["y_test"]


def shifted(images, random):
    """The same digits, each moved by up to one pixel: a digit is the same digit a little to the left."""
    padded = np.pad(images.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    moved = np.empty((len(images), 8, 8), np.float32)
    places = random.integers(0, 9, len(images))
    for place in range(9):
        row, column = divmod(place, 3)
        chosen = places == place
        moved[chosen] = padded[chosen, row : row + 8, column : column + 8]
    return moved.reshape(-1, 64)


# --- the network ------------------------------------------------------------------------------------------------------


def new_network():
    """Weights and biases of each layer, and the velocity of each for the optimiser."""
    random = np.random.default_rng(SEED)
    sizes = (64, *HIDDEN, 10)
    parameters = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        scale = np.sqrt(2 / inputs)
        parameters.append(random.normal(0, scale, (inputs, outputs)).astype(np.float32))
        parameters.append(np.zeros(outputs, np.float32))
    return parameters, [np.zeros_like(p) for p in parameters]


def forward(parameters, x):
    """What every layer puts out, from the images to the ten scores."""
    outputs = [x]
    layers = len(parameters) // 2
    for layer in range(layers):
        x = x @ parameters[2 * layer] + parameters[2 * layer + 1]
        if layer < layers - 1:
            x = np.maximum(x, 0)
        outputs.append(x)
    return outputs


def step(parameters, velocities, x, y, rate):
    """One step of stochastic gradient descent with momentum, in place. Returns the loss before the step."""
    outputs = forward(parameters, x)
    scores = outputs[-1] - outputs[-1].max(axis=1, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -np.log(chances[rows, y] + 1e-9).mean()
    error = chances
    error[rows, y] -= 1
    error /= len(y)
    for layer in reversed(range(len(parameters) // 2)):
        gradients = outputs[layer].T @ error, error.sum(axis=0)
        if layer > 0:
            error = (error @ parameters[2 * layer].T) * (outputs[layer] > 0)
        for index, gradient in zip((2 * layer, 2 * layer + 1), gradients):
            velocities[index] = MOMENTUM * velocities[index] - rate * gradient
            parameters[index] += velocities[index]
    return float(loss)


def accuracy(parameters, x, y):
    return float((forward(parameters, x)[-1].argmax(axis=1) == y).mean())


def train_epoch(parameters, velocities, x, y, epoch):
    """All images once, in an order that depends on the epoch alone: stopping and going on changes nothing."""
    random = np.random.default_rng((SEED, epoch))
    order = random.permutation(len(x))
    x = shifted(x[order], random)
    y = y[order]
    rate = LEARNING_RATE * DECAY ** (epoch - 1)
    starts = range(0, len(x), BATCH)
    return sum(step(parameters, velocities, x[i : i + BATCH], y[i : i + BATCH], rate) for i in starts) / len(starts)


# --- what is kept -----------------------------------------------------------------------------------------------------


def save(path, **arrays):
    """Whole or not at all: written beside its place, then moved there."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with open(partial, "wb") as file:
        np.savez(file, **arrays)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def checkpoint_path(run, epoch):
    return run / f"epoch-{epoch:03d}.npz"


def save_checkpoint(run, epoch, parameters, velocities):
    arrays = {f"p{i}": p for i, p in enumerate(parameters)}
    arrays |= {f"v{i}": v for i, v in enumerate(velocities)}
    save(checkpoint_path(run, epoch), epoch=epoch, **arrays)


def load_checkpoint(run):
    """The newest checkpoint's epoch, parameters and velocities; epoch 0 and a new network where there is none."""
    found = sorted(run.glob("epoch-*.npz"))
    if not found:
        return 0, *new_network()
    with np.load(found[-1]) as saved:
        count = (len(saved.files) - 1) // 2
        return int(saved["epoch"]), [saved[f"p{i}"] for i in range(count)], [saved[f"v{i}"] for i in range(count)]


METRICS = ("epoch", "loss", "train_accuracy", "test_accuracy", "seconds", "job")


def load_metrics(path, last_epoch):
    """The lines up to the checkpoint: a job killed between the two has written one line too many."""
    if not path.exists():
        return []
    with open(path, newline="") as file:
        return [row for row in csv.DictReader(file) if int(row["epoch"]) <= last_epoch]


def write_metrics(path, rows):
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with open(partial, "w", newline="") as file:
        writer = csv.DictWriter(file, METRICS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace(partial, path)


# --- the job ----------------------------------------------------------------------------------------------------------


def read_arguments():
    parser = argparse.ArgumentParser(description="Trains a classifier of handwritten digits.")
    parser.add_argument("--project", type=Path, default=HERE.parent, help="the project's folder (default: %(default)s)")
    parser.add_argument("--run", default="digits", help="name of the folder of checkpoints (default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=30, help="epochs to reach (default: %(default)s)")
    parser.add_argument("--more", type=int, default=3, help="epochs to add when they are reached (default: %(default)s)")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    signal.signal(signal.SIGUSR1, ask_to_stop)
    began = time.monotonic()
    job = os.environ.get("FAIRLEAD_JOB_ID") or os.environ.get("GPULAB_JOB_ID") or "by-hand"
    x_train, y_train, x_test, y_test = load_dataset(arguments.project / "data" / "digits.npz")

    run = arguments.project / "checkpoints" / arguments.run
    run.mkdir(parents=True, exist_ok=True)
    done, parameters, velocities = load_checkpoint(run)
    rows = load_metrics(run / "metrics.csv", done)
    goal = arguments.epochs if done < arguments.epochs else done + arguments.more
    if done:
        print(f"going on from {checkpoint_path(run, done)}, to epoch {goal}", flush=True)

    for epoch in range(done + 1, goal + 1):
        started = time.monotonic()
        loss = train_epoch(parameters, velocities, x_train, y_train, epoch)
        on_train, on_test = accuracy(parameters, x_train, y_train), accuracy(parameters, x_test, y_test)
        seconds = time.monotonic() - started
        values = (epoch, f"{loss:.5f}", f"{on_train:.4f}", f"{on_test:.4f}", f"{seconds:.3f}", job)
        rows.append(dict(zip(METRICS, values)))
        write_metrics(run / "metrics.csv", rows)
        save_checkpoint(run, epoch, parameters, velocities)
        print(f"epoch {epoch:2d}/{goal}  loss {loss:.4f}  train {on_train:.4f}  test {on_test:.4f}  {seconds:.2f} s", flush=True)
        if stop_asked and epoch < goal:
            print(f"saved {checkpoint_path(run, epoch)}; exit code {RESTART_ME} asks for another attempt", flush=True)
            raise SystemExit(RESTART_ME)

    draw_learning_curve(run / "learning-curve.png", rows)
    on_test = accuracy(parameters, x_test, y_test)
    result = {
        "job": job,
        "test_accuracy": round(on_test, 4),
        "test_images": len(y_test),
        "wrong": round((1 - on_test) * len(y_test)),
        "epochs": goal,
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(time.process_time(), 1),
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "checkpoint": str(checkpoint_path(run, goal)),
        "learning_curve": str(run / "learning-curve.png"),
        "metrics": str(run / "metrics.csv"),
    }
    (run / "result.json").write_text(json.dumps(result, indent=2) + "\n")
    print(f"wrote {run}/: learning-curve.png, metrics.csv, result.json and {goal} checkpoints", flush=True)
    print(f"test accuracy {on_test:.4f} ({result['wrong']} of {len(y_test)} wrong)", flush=True)


if __name__ == "__main__":
    main()
