namespace Glia.Data.Readers;

/// <summary>
/// Numbers in the order they are read. As long as all are whole numbers from 0 to 255 they are kept as bytes, so that a table of images
/// takes a quarter of the memory.
/// </summary>
internal sealed class GrowingValues
{
    private byte[]? _bytes = new byte[1024];
    private float[] _floats = [];
    private int _count;

    public void Add(float value)
    {
        if (_bytes != null)
        {
            if (value is >= 0 and <= 255 && value == (byte)value)
            {
                if (_count == _bytes.Length) Array.Resize(ref _bytes, Grown());
                _bytes[_count++] = (byte)value;
                return;
            }
            _floats = new float[_bytes.Length];
            for (int i = 0; i < _count; i++) _floats[i] = _bytes[i];
            _bytes = null;
        }
        if (_count == _floats.Length) Array.Resize(ref _floats, Grown());
        _floats[_count++] = value;
    }

    public Features ToFeatures(int width)
    {
        if (_bytes != null) return new ByteFeatures(_bytes.AsMemory(0, _count), width);
        Array.Resize(ref _floats, _count);
        return new FloatFeatures(_floats, width);
    }

    private int Grown() => _count < Array.MaxLength / 2
        ? 2 * _count
        : throw new GliaException("The table holds more than 2 GiB of numbers; split it.");
}
