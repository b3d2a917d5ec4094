"""The peers' side of the benchmarks: the same work in NumPy, scikit-learn, PyTorch and TensorLy.

Benchmarks starts this program and talks to it over two pipes. A request is one line, `NAME COUNT`:
do the work of that measurement COUNT times. The answer is one line, `LABEL SECONDS` for each
library that has it, all on that line: the mean time of one of those times. The first line that it
writes says which libraries are there.
"""

import sys
import time

import numpy as np

try:
    from sklearn.decomposition import PCA
except ImportError:
    PCA = None
try:
    import tensorly
    from tensorly.decomposition import parafac, tucker
except ImportError:
    tensorly = None
try:
    import torch
except ImportError:
    torch = None

THREADS = int(sys.argv[1])
random = np.random.default_rng(1)
if torch:
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)


def normal(rows, columns, dtype=np.float64):
    return random.standard_normal((rows, columns)).astype(dtype)


def product(n, dtype):
    a, b = normal(n, n, dtype), normal(n, n, dtype)
    work = {"NumPy": lambda: a @ b}
    if torch:
        s, t = torch.from_numpy(a), torch.from_numpy(b)
        work["PyTorch"] = lambda: s @ t
    return work


def svd(n, dtype=np.float64):
    a = normal(n, n, dtype)
    work = {"NumPy": lambda: np.linalg.svd(a, full_matrices=False)}
    if torch:
        t = torch.from_numpy(a)
        work["PyTorch"] = lambda: torch.linalg.svd(t, full_matrices=False)
    return work


def eigh(n):
    a = normal(n, n)
    a = a + a.T
    work = {"NumPy": lambda: np.linalg.eigh(a)}
    if torch:
        t = torch.from_numpy(a)
        work["PyTorch"] = lambda: torch.linalg.eigh(t)
    return work


def pca(rows, columns):
    x = normal(rows, columns)
    if PCA:
        return {"scikit-learn": lambda: PCA(svd_solver="covariance_eigh").fit(x)}
    return {"NumPy": lambda: np.linalg.eigh(np.cov(x, rowvar=False))}


def truncated(n, rank):
    if not torch:
        return {}
    t = torch.from_numpy(normal(n, n, np.float32))
    return {"PyTorch": lambda: torch.svd_lowrank(t, q=rank + 6, niter=4)}


def network():
    sizes = [784, 1024, 1024, 1024, 1024, 1024]
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers, torch.nn.Linear(1024, 10))


def training_step(make_optimizer):
    if not torch:
        return {}
    model = network()
    optimizer = make_optimizer(model.parameters())
    x, y = torch.rand(256, 784), torch.arange(256) % 10

    def step():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

    return {"PyTorch": step}


def cnn_step():
    if not torch:
        return {}
    nn = torch.nn
    model = nn.Sequential(
        nn.Conv2d(1, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(512, 10),
    )
    optimizer = sgd(model.parameters())
    x, y = torch.rand(128, 1, 28, 28), torch.arange(128) % 10

    def step():
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()

    return {"PyTorch": step}


def forward_pass():
    if not torch:
        return {}
    model = network()
    x = torch.rand(256, 784)

    def forward():
        with torch.no_grad():
            model(x)

    return {"PyTorch": forward}


def dynamic_step(rank):
    if not torch:
        return {}
    model = network()
    layers = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    x, y = torch.rand(256, 784), torch.arange(256) % 10

    def step():
        optimizer.zero_grad()
        h = x
        for layer in layers[:-1]:
            u, s, v = torch.linalg.svd(layer.weight.detach(), full_matrices=False)
            cut = (u[:, :rank] * s[:rank]) @ v[:rank]
            # The value of the truncation, with the derivative of the identity.
            weight = layer.weight + (cut - layer.weight).detach()
            h = torch.relu(torch.nn.functional.linear(h, weight, layer.bias))
        torch.nn.functional.cross_entropy(layers[-1](h), y).backward()
        optimizer.step()

    return {"PyTorch": step}


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-4)


# Tensors of normal numbers in double precision, NumPy's default and so TensorLy's; tol=0 makes it take
# all 20 sweeps, as the other side does, and spend no time on errors.
def tucker_sweeps(shape, ranks):
    if not tensorly:
        return {}
    x = tensorly.tensor(random.standard_normal(shape))
    return {"TensorLy": lambda: tucker(x, rank=ranks, init="svd", n_iter_max=20, tol=0)}


def cp_sweeps(shape, rank):
    if not tensorly:
        return {}
    x = tensorly.tensor(random.standard_normal(shape))
    return {"TensorLy": lambda: parafac(x, rank=rank, init="random", n_iter_max=20, tol=0)}


MEASUREMENTS = {
    "sgemm-1024": lambda: product(1024, np.float32),
    "dgemm-1024": lambda: product(1024, np.float64),
    "svd-5": lambda: svd(5),
    "svd-100": lambda: svd(100),
    "svd-400": lambda: svd(400),
    "svd-1024": lambda: svd(1024),
    "svd-1024-f32": lambda: svd(1024, np.float32),
    "eigh-5": lambda: eigh(5),
    "eigh-100": lambda: eigh(100),
    "eigh-400": lambda: eigh(400),
    "eigh-1024": lambda: eigh(1024),
    "pca-5000x784": lambda: pca(5000, 784),
    "truncated20-1024-f32": lambda: truncated(1024, 20),
    "mlp5x1024-step-b256-sgd": lambda: training_step(sgd),
    "mlp5x1024-step-b256-adam": lambda: training_step(adam),
    "mlp5x1024-forward-b256": forward_pass,
    "tucker-28x28x500-6-6-30": lambda: tucker_sweeps((28, 28, 500), [6, 6, 30]),
    "cp-28x28x500-r10": lambda: cp_sweeps((28, 28, 500), 10),
    "dynamic-svd20-step-b256": lambda: dynamic_step(20),
    "cnn-step-b128": cnn_step,
}

libraries = ["NumPy " + np.__version__]
if PCA:
    import sklearn

    libraries.append("scikit-learn " + sklearn.__version__)
if torch:
    libraries.append("PyTorch " + torch.__version__)
if tensorly:
    libraries.append("TensorLy " + tensorly.__version__)
print(", ".join(libraries), flush=True)

prepared = {}
for line in sys.stdin:
    name, count = line.split()
    if name not in prepared:
        prepared = {name: MEASUREMENTS.get(name, dict)()}
        for work in prepared[name].values():
            work()
    answer = []
    for label, work in prepared[name].items():
        if answer:
            # The threads of the library before may still spin.
            time.sleep(0.25)
        # Calls that are not timed, as on the other side.
        for _ in range(max(1, int(count) // 4)):
            work()
        start = time.perf_counter()
        for _ in range(int(count)):
            work()
        answer.append(f"{label} {(time.perf_counter() - start) / int(count)!r}")
    print(" ".join(answer), flush=True)
