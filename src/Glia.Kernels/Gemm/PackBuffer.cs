namespace Glia.Kernels;

/// <summary>Memory that a thread keeps for packed operands: grown when a larger product comes, otherwise reused.</summary>
internal sealed unsafe class PackBuffer
{
    // A cache line, so that no vector load of a packed panel crosses one.
    private const int Alignment = 64;

    private float[] _memory = [];

    internal float* Reserve(long count)
    {
        if (_memory.Length < count + (Alignment / sizeof(float)))
            _memory = GC.AllocateUninitializedArray<float>(checked((int)(count + (Alignment / sizeof(float)))), pinned: true);
        fixed (float* start = _memory)
            return (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
