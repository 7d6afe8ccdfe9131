using System.Runtime.InteropServices;
using Glia.Files;
using Microsoft.Win32.SafeHandles;

namespace Glia.Data.Mapped;

/// <summary>
/// Rows of features that are more than memory should hold, written one after the other to a temporary file that no other process sees and
/// that is gone with this one, however it ends.
/// </summary>
internal sealed class RowSpill
{
    private const int BufferBytes = 1 << 20;

    private readonly string _name;
    private readonly int _width;
    private readonly bool _areBytes;
    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer;
    private long _written;
    private int _filled, _rows;

    /// <summary>Begins a file in the folder for temporary files.</summary>
    /// <param name="name">What messages call what it is made of.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="areBytes">Whether each is a whole number from 0 to 255.</param>
    /// <exception cref="GliaException">There can be no such file.</exception>
    public RowSpill(string name, int width, bool areBytes)
    {
        (_name, _width, _areBytes) = (name, width, areBytes);
        _buffer = new byte[Math.Max(BufferBytes, RowBytes)];
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Path.GetRandomFileName()}.rows");
        try
        {
            _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete,
                FileOptions.DeleteOnClose | FileOptions.RandomAccess);
            // Where a file that is open can be removed, nothing is left even of a process that is killed.
            if (!OperatingSystem.IsWindows()) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom(e);
        }
    }

    private int RowBytes => _width * (_areBytes ? 1 : sizeof(float));

    /// <summary>Takes the next row.</summary>
    /// <exception cref="GliaException">The disk is full.</exception>
    public void Add(ReadOnlySpan<float> row)
    {
        if (_filled + RowBytes > _buffer.Length) Flush();
        Span<byte> to = _buffer.AsSpan(_filled, RowBytes);
        if (!_areBytes) MemoryMarshal.AsBytes(row).CopyTo(to);
        else
            for (int i = 0; i < row.Length; i++) to[i] = (byte)row[i];
        _filled += RowBytes;
        _rows++;
    }

    /// <summary>The rows as features, which stay in the file.</summary>
    /// <exception cref="GliaException">The disk is full.</exception>
    public Features ToFeatures()
    {
        Flush();
        var array = new MappedArray(_file, _name, _areBytes ? NumberType.UInt8 : NumberType.Float32, [_rows, _width]);
        return ((StoredArray)array).ToFeatures(_name);
    }

    private void Flush()
    {
        try
        {
            RandomAccess.Write(_file, _buffer.AsSpan(0, _filled), _written);
        }
        catch (IOException e)
        {
            throw NoRoom(e);
        }
        _written += _filled;
        _filled = 0;
    }

    private GliaException NoRoom(Exception e) => new($"{_name} becomes more features than are held in memory, and they cannot be written " +
        $"to {Path.GetTempPath()} ({e.Message.TrimEnd('.')}); make room there, or name another folder by the environment variable TMPDIR.",
        e);
}
