using System.Buffers.Binary;
using System.Globalization;
using Glia.Interop.Files;
using Glia.Interop.Onnx;

namespace Glia.Interop.TensorBoard;

/// <summary>A file of events as TensorBoard reads it: records, each with the check sums of its length and of its bytes.</summary>
/// <remarks>The records are TFRecord's; the messages are those of tensorboard/compat/proto.</remarks>
internal sealed class EventFile : IDisposable
{
    // Fields of Event.
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5;

    private readonly FileStream _stream;
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);

    /// <summary>Begins a file in a folder, which is made if it is not there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public EventFile(string folder)
    {
        Directory.CreateDirectory(folder);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{now:D10}.glia.{Environment.ProcessId}.0");
        _stream = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Write(new ProtoWriter().Double(WallTime, Now).Text(FileVersion, "brain.Event:2"));
        Flush();
    }

    /// <summary>Writes a value.</summary>
    /// <param name="step">The step that it is of.</param>
    /// <param name="tag">What it is called.</param>
    /// <param name="value">The value. What is to be known of a tag goes with its first one.</param>
    public void Add(long step, string tag, EventValue value)
    {
        ProtoWriter named = value.Message(tag, first: _tags.Add(tag));
        Write(new ProtoWriter().Double(WallTime, Now).Whole(Step, step).Message(Summary, new ProtoWriter().Message(1, named)));
    }

    /// <summary>Hands what was written to the system, so that a reader sees it.</summary>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Seconds since 1970.</summary>
    internal static double Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

    private void Write(ProtoWriter message)
    {
        ReadOnlySpan<byte> bytes = message.Bytes;
        Span<byte> length = stackalloc byte[sizeof(ulong)], sum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
        _stream.Write(length);
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32C.Masked(length));
        _stream.Write(sum);
        _stream.Write(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32C.Masked(bytes));
        _stream.Write(sum);
    }
}
