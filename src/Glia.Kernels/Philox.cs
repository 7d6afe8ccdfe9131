namespace Glia.Kernels;

/// <summary>
/// Counter-based random numbers: Philox4x32-10 of Salmon, Moraes, Dror and Shaw,
/// "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). The numbers depend on the key and the counter alone,
/// so any thread can make any element and the result is the same.
/// </summary>
public static class Philox
{
    /// <summary>Turns one 128-bit counter and one 64-bit key into four random 32-bit words.</summary>
    /// <param name="key0">Low half of the key.</param>
    /// <param name="key1">High half of the key.</param>
    /// <param name="c0">Counter word 0; receives random word 0. The other counter words likewise.</param>
    /// <param name="c1">Counter word 1.</param>
    /// <param name="c2">Counter word 2.</param>
    /// <param name="c3">Counter word 3.</param>
    public static void Next(uint key0, uint key1, ref uint c0, ref uint c1, ref uint c2, ref uint c3)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = 0xD2511F53UL * c0;
            ulong product1 = 0xCD9E8D57UL * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c3 = (uint)product0;
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }
    }
}
