"""Convolutions and poolings by PyTorch, forward and backward: python3 make_convolutions.py > convolutions.json

Sizes are those that go wrong: odd images, images that are not square, stride 2, windows of 5x5, 1 and 3 channels, dilation, groups, and the
padding of TensorFlow, which is uneven. Everything is written with the channels last, as Keras has it.
"""
import json

import torch
import torch.nn.functional as F

torch.manual_seed(7)


def same(size, window, stride, dilation):
    """TensorFlow's padding before and after: one position for each stride begun."""
    reach = (window - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + reach - size, 0)
    return total // 2, total - total // 2


def pad(x, window, stride, dilation, padding, value):
    if padding == "same":
        (top, bottom), (left, right) = (same(x.shape[2 + i], window[i], stride[i], dilation[i]) for i in (0, 1))
    elif padding == "valid":
        top = bottom = left = right = 0
    else:
        (top, left), (bottom, right) = padding, padding
    return F.pad(x, (left, right, top, bottom), value=value), (top, bottom, left, right)


def last(t):
    return t.permute(0, 2, 3, 1)


def numbers(t):
    return [float(f"{v:.7g}") for v in t.detach().reshape(-1).tolist()]


def finish(x, y, case, **weights):
    dy = torch.randn(y.shape, dtype=torch.float64).float()
    y.backward(dy.double())
    case.update(x=numbers(last(x)), y=numbers(last(y)), dy=numbers(last(dy)), dx=numbers(last(x.grad)), output=list(last(y).shape[1:]))
    for name, (value, turn) in weights.items():
        case[name], case["d" + name] = numbers(turn(value)), numbers(turn(value.grad))
    return case


def draw(*shape):
    # What is written is float32, and what is computed from it float64.
    return torch.randn(*shape).double().requires_grad_()


def convolution(height, width, channels, filters, window, stride=(1, 1), padding="valid", dilation=(1, 1), groups=1):
    x, w, b = draw(2, channels, height, width), draw(filters, channels // groups, *window), draw(filters)
    padded, _ = pad(x, window, stride, dilation, padding, 0.0)
    y = F.conv2d(padded, w, b, stride, 0, dilation, groups)
    config = {"class_name": "Conv2D", "filters": filters, "kernel_size": list(window), "strides": list(stride),
              "padding": padding if isinstance(padding, str) else list(padding), "dilation_rate": list(dilation), "groups": groups}
    return finish(x, y, {"config": config, "input": [height, width, channels]},
                  kernel=(w, lambda t: t.permute(2, 3, 1, 0)), bias=(b, lambda t: t))


def transposed(height, width, channels, filters, window, stride, padding="valid"):
    x, w, b = draw(2, channels, height, width), draw(channels, filters, *window), draw(filters)
    y = F.conv_transpose2d(x, w, b, stride)
    # Keras' "same" keeps input times stride and cuts what a convolution of that size would pad;
    # "valid" adds what a small window leaves out.
    size = [n * s for n, s in zip((height, width), stride)]
    if padding == "same":
        cut = [same(n, k, s, 1) for n, k, s in zip(size, window, stride)]
        y = F.pad(y, (0, max(0, size[1] - y.shape[3]), 0, max(0, size[0] - y.shape[2])), value=0.0)
        y = y[:, :, cut[0][0]:cut[0][0] + size[0], cut[1][0]:cut[1][0] + size[1]]
    config = {"class_name": "Conv2DTranspose", "filters": filters, "kernel_size": list(window), "strides": list(stride), "padding": padding}
    return finish(x, y, {"config": config, "input": [height, width, channels]},
                  kernel=(w, lambda t: t.permute(2, 3, 1, 0)), bias=(b, lambda t: t))


def depthwise(height, width, channels, multiplier, window, stride=(1, 1), padding="valid"):
    x, w, b = draw(2, channels, height, width), draw(channels * multiplier, 1, *window), draw(channels * multiplier)
    padded, _ = pad(x, window, stride, (1, 1), padding, 0.0)
    y = F.conv2d(padded, w, b, stride, 0, 1, channels)
    config = {"class_name": "DepthwiseConv2D", "kernel_size": list(window), "strides": list(stride), "padding": padding,
              "depth_multiplier": multiplier}
    return finish(x, y, {"config": config, "input": [height, width, channels]},
                  kernel=(w, lambda t: t.permute(2, 3, 1, 0)), bias=(b, lambda t: t))


def pooling(kind, height, width, channels, window, stride, padding="valid"):
    x = draw(2, channels, height, width)
    padded, (top, bottom, left, right) = pad(x, window, stride, (1, 1), padding, float("-inf") if kind == "Max" else 0.0)
    if kind == "Max":
        y = F.max_pool2d(padded, window, stride)
    else:
        # The mean of what lies inside: the sum, by how many ones there are.
        ones, _ = pad(torch.ones_like(x), window, stride, (1, 1), padding, 0.0)
        y = F.avg_pool2d(padded, window, stride) / F.avg_pool2d(ones, window, stride)
    config = {"class_name": kind + "Pooling2D", "pool_size": list(window), "strides": list(stride), "padding": padding}
    return finish(x, y, {"config": config, "input": [height, width, channels]})


print(json.dumps([
    convolution(7, 5, 1, 4, (3, 3)),
    convolution(5, 8, 3, 5, (5, 5), padding="same"),
    convolution(9, 6, 3, 4, (3, 3), (2, 2), "same"),
    convolution(8, 8, 1, 3, (3, 3), (2, 2), "same"),
    convolution(7, 9, 2, 3, (2, 4), (2, 3)),
    convolution(6, 6, 3, 2, (1, 1), (2, 2), "same"),
    convolution(9, 7, 2, 3, (3, 2), padding="same", dilation=(2, 3)),
    convolution(6, 5, 4, 6, (3, 3), (2, 1), "same", groups=2),
    convolution(7, 6, 3, 2, (3, 3), (2, 2), (1, 1)),
    convolution(4, 4, 5, 17, (3, 3), padding="same"),
    depthwise(7, 5, 3, 1, (3, 3)),
    depthwise(7, 6, 19, 1, (3, 2), (2, 2), "same"),
    depthwise(6, 5, 3, 2, (3, 3), padding="same"),
    transposed(4, 3, 3, 2, (3, 3), (1, 1)),
    transposed(3, 5, 2, 3, (3, 3), (2, 2), "same"),
    transposed(4, 3, 2, 3, (4, 2), (2, 2), "same"),
    transposed(3, 3, 1, 2, (5, 5), (3, 2)),
    pooling("Max", 7, 5, 3, (2, 2), (2, 2)),
    pooling("Max", 7, 5, 2, (3, 3), (2, 2), "same"),
    pooling("Max", 6, 6, 1, (3, 2), (1, 1), "same"),
    pooling("Average", 7, 5, 3, (2, 2), (2, 2)),
    pooling("Average", 7, 5, 2, (3, 3), (2, 2), "same"),
    pooling("Average", 5, 6, 1, (2, 3), (1, 2), "same"),
], separators=(",", ":")))
