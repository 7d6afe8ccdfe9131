namespace Glia.Kernels;

/// <summary>A stream of Philox blocks of four words, told apart from other streams by two numbers of its own.</summary>
internal readonly struct RandomWords(ulong seed, ulong sequence, uint lane)
{
    /// <summary>The four words of one block.</summary>
    public void Block(uint block, out uint r0, out uint r1, out uint r2, out uint r3)
    {
        r0 = block;
        r1 = lane;
        r2 = (uint)sequence;
        r3 = (uint)(sequence >> 32);
        Philox.Next((uint)seed, (uint)(seed >> 32), ref r0, ref r1, ref r2, ref r3);
    }
}
