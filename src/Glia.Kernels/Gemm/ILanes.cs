namespace Glia.Kernels;

/// <summary>One width of vector register, as the micro-kernel sees it.</summary>
/// <typeparam name="TVector">The register.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    static abstract int Count { get; }

    static abstract TVector Load(float* from);

    static abstract void Store(TVector value, float* to);

    static abstract TVector Broadcast(float* from);

    /// <summary>sum + a * b.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector sum);

    /// <summary>All lanes added up.</summary>
    static abstract float Sum(TVector value);
}
