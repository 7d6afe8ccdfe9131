using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>Adds a multiple of one row to another.</summary>
internal static unsafe class Rows
{
    /// <summary>c += a * b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add<TLanes, TVector>(float* a, float* b, float* c, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector x = TLanes.Broadcast(a);
        int j = 0;
        for (; j <= count - TLanes.Count; j += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(x, TLanes.Load(b + j), TLanes.Load(c + j)), c + j);
        for (; j < count; j++)
            c[j] = float.MultiplyAddEstimate(*a, b[j], c[j]);
    }
}
