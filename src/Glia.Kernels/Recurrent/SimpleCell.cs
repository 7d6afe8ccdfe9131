using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>h = a(sum): the network of Elman (1990).</summary>
/// <typeparam name="TCell">The activation a, usually tanh.</typeparam>
/// <param name="cell">The activation.</param>
public sealed class SimpleCell<TCell>(TCell cell) : RecurrentCell
    where TCell : struct, IActivation
{
    /// <inheritdoc/>
    public override int Sums => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void ForwardRow(in Row row)
    {
        for (int u = 0; u < row.Units; u += Width)
        {
            Vector<float> sum = Load(row.Sums, u, row.Units), h = cell.Apply(sum);
            Store(Stored<TCell>(sum, h), row.Sums, u, row.Units);
            Store(h, row.State, u, row.Units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void BackwardRow(in Row row)
    {
        for (int u = 0; u < row.Units; u += Width)
        {
            Vector<float> stored = Load(row.Sums, u, row.Units), dh = Settled(Load(row.DState, u, row.Units));
            Store(dh * cell.Derivative(stored, stored), row.Sums, u, row.Units);
            Store(Vector<float>.Zero, row.DState, u, row.Units);
        }
    }
}
