using Glia.Kernels;

namespace Glia.Data;

/// <summary>The inputs of a data set, one sample a row, in whatever form keeps them small until a batch is gathered.</summary>
public abstract class Features
{
    /// <summary>How many samples there are.</summary>
    public abstract int Rows { get; }

    /// <summary>The size of one sample.</summary>
    public Shape Shape { get; protected init; }

    /// <summary>Writes samples as float32, one after the other, in the order asked for. Allocates nothing.</summary>
    /// <param name="rows">Row numbers, each from 0 to <see cref="Rows"/> - 1; repeats are allowed.</param>
    /// <param name="destination">Receives <c>rows.Length * Shape.Size</c> numbers.</param>
    /// <param name="workers">Threads to share the work with; null for none.</param>
    public abstract void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null);

    /// <summary>Some of the samples, in the order asked for, sharing memory with these.</summary>
    public Features Select(int[] rows) => new SelectedFeatures(this, rows);
}
