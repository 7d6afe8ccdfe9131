using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// The gated recurrent unit of Cho et al. (EMNLP 2014) whose reset gate acts after the product, as Keras' <c>reset_after</c>, PyTorch and
/// cuDNN have it: z and r are the gates, n = a(sum of the inputs + r times sum of the state), h = z h' + (1 - z) n. The sums stand in
/// Keras' order: z, r, n (which Keras calls h).
/// </summary>
/// <typeparam name="TCell">The activation a, usually tanh.</typeparam>
/// <typeparam name="TGate">The activation of the gates, usually sigmoid.</typeparam>
/// <param name="cell">The activation of the cell.</param>
/// <param name="gate">The activation of the gates.</param>
public sealed class GruCell<TCell, TGate>(TCell cell, TGate gate) : RecurrentCell
    where TCell : struct, IActivation
    where TGate : struct, IActivation
{
    /// <inheritdoc/>
    public override int Sums => 3;

    /// <inheritdoc/>
    public override bool KeepsApart => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void ForwardRow(in Row row)
    {
        int units = row.Units;
        float* xz = row.Sums, xr = xz + units, xn = xr + units, hz = row.StateSums, hr = hz + units, hn = hr + units;
        for (int u = 0; u < units; u += Width)
        {
            Vector<float> sz = Load(xz, u, units) + Load(hz, u, units), sr = Load(xr, u, units) + Load(hr, u, units);
            Vector<float> z = gate.Apply(sz), r = gate.Apply(sr), sn = Load(xn, u, units) + r * Load(hn, u, units), n = cell.Apply(sn);
            Store(Stored<TGate>(sz, z), xz, u, units);
            Store(Stored<TGate>(sr, r), xr, u, units);
            Store(Stored<TCell>(sn, n), xn, u, units);
            Store(Settled(z * Load(row.StateBefore, u, units) + (Vector<float>.One - z) * n), row.State, u, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override unsafe void BackwardRow(in Row row)
    {
        int units = row.Units;
        float* xz = row.Sums, xr = xz + units, xn = xr + units, hz = row.StateSums, hr = hz + units, hn = hr + units;
        for (int u = 0; u < units; u += Width)
        {
            Vector<float> sz = Load(xz, u, units), sr = Load(xr, u, units), sn = Load(xn, u, units);
            Vector<float> dh = Settled(Load(row.DState, u, units));
            Vector<float> z = Value(gate, sz), r = Value(gate, sr), n = Value(cell, sn);
            Vector<float> dn = dh * (Vector<float>.One - z) * cell.Derivative(sn, sn);
            Vector<float> dz = dh * (Load(row.StateBefore, u, units) - n) * gate.Derivative(sz, sz);
            Vector<float> dr = dn * Load(hn, u, units) * gate.Derivative(sr, sr);
            Store(dz, xz, u, units);
            Store(dr, xr, u, units);
            Store(dn, xn, u, units);
            Store(dz, hz, u, units);
            Store(dr, hr, u, units);
            Store(dn * r, hn, u, units);
            Store(dh * z, row.DState, u, units);
        }
    }
}
