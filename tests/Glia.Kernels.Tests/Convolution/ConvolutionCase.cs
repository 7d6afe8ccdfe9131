namespace Glia.Kernels.Tests;

/// <summary>
/// A convolution of random numbers, and the same by its definition:
/// six loops of scalar multiply-adds in the order that the kernels promise.
/// </summary>
internal sealed class ConvolutionCase
{
    private static readonly Workers[] Pools = [Workers.Single, new(2), new(3)];
    private readonly Window _window;
    private readonly int _images, _filters, _groups;
    private readonly float[] _x, _w, _bias, _dy, _before;

    internal ConvolutionCase(Window window, int images, int filters, int groups, int seed)
    {
        (_window, _images, _filters, _groups) = (window, images, filters, groups);
        _x = Numbers.Uniform(images * window.Height * window.Width * window.Channels, seed);
        _w = Numbers.Uniform(window.Rows * window.Columns * (window.Channels / groups) * filters, seed + 1);
        _bias = Numbers.Uniform(filters, seed + 2);
        _dy = Numbers.Uniform(images * window.OutputHeight * window.OutputWidth * filters, seed + 3);
        _before = Numbers.Uniform(_w.Length, seed + 4);
    }

    internal static IEnumerable<KernelPath> Paths =>
        new[] { KernelPath.Portable, KernelPath.Avx2, KernelPath.Avx512 }.Where(KernelPaths.IsAvailable);

    private int GroupChannels => _window.Channels / _groups;

    private int GroupFilters => _filters / _groups;

    /// <summary>Compares all three directions, on every path and some numbers of threads, bit by bit.</summary>
    internal void Check()
    {
        float[] y = Forward(), dx = InputGradient(), dw = WeightGradient(new float[_w.Length]), added = WeightGradient(_before);
        foreach (KernelPath path in Paths)
        {
            foreach (Workers workers in Pools)
            {
                string where = $"{_window}, {_images} images, {_filters} filters, {_groups} groups, {path}, {workers.Threads} threads";
                var results = new float[y.Length];
                Convolution.Forward(path, workers, _window, _x, _w, _bias, results, _groups);
                Same(y, results, $"forward: {where}");
                var images = new float[dx.Length];
                Convolution.InputGradient(path, workers, _window, _dy, _w, images, _groups);
                Same(dx, images, $"input gradient: {where}");
                float[] weights = [.. _before];
                Convolution.WeightGradient(path, workers, _window, _x, _dy, weights, _groups, accumulate: false);
                Same(dw, weights, $"weight gradient: {where}");
                weights = [.. _before];
                Convolution.WeightGradient(path, workers, _window, _x, _dy, weights, _groups, accumulate: true);
                Same(added, weights, $"added weight gradient: {where}");
            }
        }
    }

    private static void Same(float[] expected, float[] actual, string where)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].Equals(actual[i]), $"{where}: {actual[i]} instead of {expected[i]} at {i}");
    }

    private float[] Forward()
    {
        var y = new float[_dy.Length];
        for (int at = 0; at < y.Length; at++)
        {
            int f = at % _filters;
            float sum = _bias[f];
            for (int r = 0; r < _window.Rows; r++)
                for (int s = 0; s < _window.Columns; s++)
                    for (int c = 0; c < GroupChannels; c++)
                        if (Seen(at / _filters, r, s, (f / GroupFilters * GroupChannels) + c) is { } x)
                            sum = float.MultiplyAddEstimate(_x[x], _w[Weight(r, s, c, f)], sum);
            y[at] = sum;
        }
        return y;
    }

    private float[] InputGradient()
    {
        var dx = new float[_x.Length];
        // The order in which a turned window meets its taps, and within a tap the filters.
        for (int r = _window.Rows - 1; r >= 0; r--)
            for (int s = _window.Columns - 1; s >= 0; s--)
                for (int at = 0; at < _dy.Length; at++)
                    for (int c = 0; c < GroupChannels; c++)
                        if (Seen(at / _filters, r, s, (at % _filters / GroupFilters * GroupChannels) + c) is { } x)
                            dx[x] = float.MultiplyAddEstimate(_dy[at], _w[Weight(r, s, c, at % _filters)], dx[x]);
        return dx;
    }

    private float[] WeightGradient(float[] before)
    {
        float[] dw = [.. before];
        for (int at = 0; at < _dy.Length; at++)
            for (int r = 0; r < _window.Rows; r++)
                for (int s = 0; s < _window.Columns; s++)
                    for (int c = 0; c < GroupChannels; c++)
                        if (Seen(at / _filters, r, s, (at % _filters / GroupFilters * GroupChannels) + c) is { } x)
                        {
                            ref float sum = ref dw[Weight(r, s, c, at % _filters)];
                            sum = float.MultiplyAddEstimate(_x[x], _dy[at], sum);
                        }
        return dw;
    }

    private int Weight(int r, int s, int c, int f) => ((((r * _window.Columns) + s) * GroupChannels + c) * _filters) + f;

    // The number of the images that a position sees through a tap; null outside.
    private int? Seen(int position, int r, int s, int channel)
    {
        int inside = position % (_window.OutputHeight * _window.OutputWidth),
            image = position / (_window.OutputHeight * _window.OutputWidth);
        int y = (inside / _window.OutputWidth * _window.StrideY) + (r * _window.DilationY) - _window.Top;
        int x = (inside % _window.OutputWidth * _window.StrideX) + (s * _window.DilationX) - _window.Left;
        return y < 0 || y >= _window.Height || x < 0 || x >= _window.Width
            ? null
            : (((((image * _window.Height) + y) * _window.Width) + x) * _window.Channels) + channel;
    }
}
