using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Sequences are <c>[rows, steps, features]</c> to the layers around; a recurrent layer works on one step of all rows at a time and keeps
/// them as <c>[steps, rows, features]</c>. These kernels move numbers between the two.
/// </summary>
public static class TimeMajor
{
    /// <summary>y[step, row] = x[row, step], or x[row, steps - 1 - step] where the sequence is read backwards.</summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="x">Rows of steps of features.</param>
    /// <param name="y">Receives steps of rows of features; other memory.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="steps">How many steps a row has.</param>
    /// <param name="backwards">Whether the last step comes first.</param>
    public static unsafe void From(Workers workers, ReadOnlySpan<float> x, Span<float> y, int rows, int steps, bool backwards = false)
    {
        int features = Features(x.Length, y.Length, rows, steps);
        fixed (float* from = x, to = y) workers.For(rows, new FromJob(from, to, rows, steps, features, backwards));
    }

    /// <summary>y[row, step] = x[step, row], or x[steps - 1 - step, row] where the steps were taken from the end.</summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="x">Steps of rows of features.</param>
    /// <param name="y">Receives rows of steps of features; other memory.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="steps">How many steps a row has.</param>
    /// <param name="backwards">Whether the last step comes first.</param>
    public static unsafe void To(Workers workers, ReadOnlySpan<float> x, Span<float> y, int rows, int steps, bool backwards = false)
    {
        int features = Features(x.Length, y.Length, rows, steps);
        fixed (float* from = x, to = y) workers.For(rows, new ToJob(from, to, rows, steps, features, backwards));
    }

    /// <summary>Writes one step of every row: y[row, step] = x[row].</summary>
    /// <param name="x">Rows of features.</param>
    /// <param name="y">Rows of steps of features, of which one step is written.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="steps">How many steps a row has.</param>
    /// <param name="step">Which step.</param>
    public static void Put(ReadOnlySpan<float> x, Span<float> y, int rows, int steps, int step)
    {
        int features = rows == 0 ? 0 : x.Length / rows;
        RequireLength(y.Length, rows * steps * features, nameof(y));
        for (int row = 0; row < rows; row++)
            x.Slice(row * features, features).CopyTo(y.Slice((row * steps + step) * features, features));
    }

    /// <summary>Adds one step of every row: y[row] += x[row, step].</summary>
    /// <param name="x">Rows of steps of features.</param>
    /// <param name="y">Rows of features.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="steps">How many steps a row has.</param>
    /// <param name="step">Which step.</param>
    public static void Add(ReadOnlySpan<float> x, Span<float> y, int rows, int steps, int step)
    {
        int features = rows == 0 ? 0 : y.Length / rows;
        RequireLength(x.Length, rows * steps * features, nameof(x));
        for (int row = 0; row < rows; row++)
        {
            Span<float> sum = y.Slice(row * features, features);
            Elementwise.Add(sum, x.Slice((row * steps + step) * features, features), sum);
        }
    }

    private static int Features(int from, int to, int rows, int steps)
    {
        RequireLength(to, from, "y");
        int features = rows == 0 ? 0 : from / (rows * steps);
        RequireLength(from, rows * steps * features, "x");
        return features;
    }

    private readonly unsafe struct FromJob(float* x, float* y, int rows, int steps, int features, bool backwards) : IJob
    {
        public void Run(int row)
        {
            for (int step = 0; step < steps; step++)
            {
                float* from = x + ((long)row * steps + (backwards ? steps - 1 - step : step)) * features;
                new ReadOnlySpan<float>(from, features).CopyTo(new Span<float>(y + ((long)step * rows + row) * features, features));
            }
        }
    }

    private readonly unsafe struct ToJob(float* x, float* y, int rows, int steps, int features, bool backwards) : IJob
    {
        public void Run(int row)
        {
            for (int step = 0; step < steps; step++)
                new ReadOnlySpan<float>(x + ((long)step * rows + row) * features, features)
                    .CopyTo(new Span<float>(y + ((long)row * steps + (backwards ? steps - 1 - step : step)) * features, features));
        }
    }
}
