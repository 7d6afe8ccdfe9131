using System.Buffers;
using System.Runtime.InteropServices;

namespace Glia.Files;

/// <summary>Numbers as the bytes they are, where they are: weights are written without a copy of them.</summary>
internal sealed class BytesOfNumbers(Memory<float> numbers) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(numbers.Span);

    /// <summary>Never asked for: the bytes are only read.</summary>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Unpin() { }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) { }
}
