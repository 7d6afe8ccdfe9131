"""PyTorch's data loaders: what their batches are taken from, or the batches of the first pass where only these can be known."""
import functools

# What is kept of the rows of loaders, in bytes.
MOST = 128 << 20


def install(torch, watch):
    """Watches the loaders of a program; gives back what undoes it."""
    import torch.utils.data as data
    iterator = data.dataloader._BaseDataLoaderIter
    made, step = data.DataLoader.__init__, iterator.__next__
    loaders = Loaders(torch, watch)

    @functools.wraps(made)
    def __init__(self, *args, **kwargs):
        place = watch.libraries.place()
        made(self, *args, **kwargs)
        watch._safely(loaders.made, self, place)

    @functools.wraps(step)
    def __next__(self):
        loader = loaders.of(self)
        # How a batch is put together is the loader's business.
        inside, watch._inside = watch._inside, True
        try:
            batch = step(self)
        except StopIteration:
            if loader is not None:
                loader["passes"] += 1
            raise
        finally:
            watch._inside = inside
        if loader is not None:
            watch._safely(loaders.batch, loader, batch)
        return batch

    data.DataLoader.__init__, iterator.__next__ = __init__, __next__
    watch.loaders = loaders

    def undo():
        data.DataLoader.__init__, iterator.__next__ = made, step
    return undo


class Loaders:
    """The loaders of a program, as the record has them."""

    def __init__(self, torch, watch):
        self._torch, self._watch = torch, watch
        self._known = []
        self._room = MOST
        self._last = None

    def made(self, loader, place):
        """A loader was made."""
        sampler = type(loader.sampler).__name__
        said = {"batch_size": loader.batch_size, "shuffle": sampler != "SequentialSampler", "drop_last": bool(loader.drop_last),
                "rows": len(loader.dataset) if hasattr(loader.dataset, "__len__") else None, "passes": 0, "parts": [], "whole": None,
                "site": {"place": place, "callee": "DataLoader"}}
        self._known.append((loader.dataset, loader, said))
        self._watch.record["loaders"].append(said)

    def of(self, iterator):
        """The loader of an iterator; None if it was made before anybody watched."""
        for dataset, loader, said in reversed(self._known):
            if dataset is iterator._dataset and (loader.batch_sampler is getattr(iterator, "_index_sampler", None)
                                                 or loader.sampler is getattr(iterator, "_index_sampler", None)):
                return said
        return None

    def batch(self, loader, batch):
        """A batch was taken: its tensors are numbered, and its rows are kept during the first pass."""
        torch, values = self._torch, self._watch.values
        if not isinstance(batch, (list, tuple)) or not all(isinstance(part, torch.Tensor) for part in batch):
            return
        self._last = loader, batch
        if self._watch._on:
            self.tell()
        if loader["whole"] is None:
            dataset = next(dataset for dataset, _, said in self._known if said is loader)
            tensors = self._tensors(dataset)
            loader["whole"] = tensors is not None
            if tensors is not None:
                loader["parts"].append([values.lasting(part) for part in tensors])
        if not loader["whole"] and loader["passes"] == 0:
            size = sum(part.numel() * part.element_size() for part in batch)
            self._room -= size
            if self._room > 0:
                loader["parts"].append([values.lasting(part) for part in batch])

    def tell(self):
        """Says which batch was taken last."""
        if self._last is not None:
            loader, batch = self._last
            self._watch.add(["batch", self._watch.record["loaders"].index(loader),
                             [self._watch.values.number(part) for part in batch]])

    # The tensors that a data set takes its rows from, where it does nothing else.
    def _tensors(self, dataset):
        data = self._torch.utils.data
        if isinstance(dataset, data.TensorDataset):
            return list(dataset.tensors)
        if isinstance(dataset, data.Subset):
            tensors = self._tensors(dataset.dataset)
            return None if tensors is None else [part[list(dataset.indices)] for part in tensors]
        return None
