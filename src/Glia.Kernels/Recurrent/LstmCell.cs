using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// The long short-term memory of Hochreiter and Schmidhuber (1997) with the forget gate of Gers, Schmidhuber and Cummins (2000): i, f and o
/// are r of their sums and g is a of its own; the memory is c = f c' + i g, the state h = o a(c). The sums stand in Keras' order: i, f, g
/// (which Keras calls c), o.
/// </summary>
/// <typeparam name="TCell">The activation a, usually tanh.</typeparam>
/// <typeparam name="TGate">The activation r of the gates, usually sigmoid.</typeparam>
/// <param name="cell">The activation of the cell.</param>
/// <param name="gate">The activation of the gates.</param>
public sealed class LstmCell<TCell, TGate>(TCell cell, TGate gate) : RecurrentCell
    where TCell : struct, IActivation
    where TGate : struct, IActivation
{
    /// <inheritdoc/>
    public override int Sums => 4;

    /// <inheritdoc/>
    public override bool HasMemory => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void ForwardRow(in Row row)
    {
        int units = row.Units;
        float* zi = row.Sums, zf = zi + units, zg = zf + units, zo = zg + units;
        for (int u = 0; u < units; u += Width)
        {
            Vector<float> si = Load(zi, u, units), sf = Load(zf, u, units), sg = Load(zg, u, units), so = Load(zo, u, units);
            Vector<float> i = gate.Apply(si), f = gate.Apply(sf), g = cell.Apply(sg), o = gate.Apply(so);
            Vector<float> c = Settled(f * Load(row.MemoryBefore, u, units) + i * g);
            Store(Stored<TGate>(si, i), zi, u, units);
            Store(Stored<TGate>(sf, f), zf, u, units);
            Store(Stored<TCell>(sg, g), zg, u, units);
            Store(Stored<TGate>(so, o), zo, u, units);
            Store(c, row.Memory, u, units);
            Store(o * cell.Apply(c), row.State, u, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void BackwardRow(in Row row)
    {
        int units = row.Units;
        float* zi = row.Sums, zf = zi + units, zg = zf + units, zo = zg + units;
        for (int u = 0; u < units; u += Width)
        {
            Vector<float> si = Load(zi, u, units), sf = Load(zf, u, units), sg = Load(zg, u, units), so = Load(zo, u, units);
            Vector<float> c = Load(row.Memory, u, units), shown = cell.Apply(c), dh = Settled(Load(row.DState, u, units));
            Vector<float> dc = Settled(Load(row.DMemory, u, units) + dh * Value(gate, so) * cell.Derivative(c, shown));
            Store(dc * Value(cell, sg) * gate.Derivative(si, si), zi, u, units);
            Store(dc * Load(row.MemoryBefore, u, units) * gate.Derivative(sf, sf), zf, u, units);
            Store(dc * Value(gate, si) * cell.Derivative(sg, sg), zg, u, units);
            Store(dh * shown * gate.Derivative(so, so), zo, u, units);
            Store(dc * Value(gate, sf), row.DMemory, u, units);
            Store(Vector<float>.Zero, row.DState, u, units);
        }
    }
}
