namespace Glia.Files;

/// <summary>Says what a file is that was taken for a model, from its first bytes.</summary>
internal static class ForeignFile
{
    /// <summary>Its kind, in words.</summary>
    /// <param name="start">The first eight bytes or more.</param>
    public static string Of(ReadOnlySpan<byte> start) => start switch
    {
        [0x50, 0x4b, 3, 4, ..] => "a zip archive, as .npz, .keras and PyTorch's .pt are",
        [0x89, 0x48, 0x44, 0x46, ..] => "an HDF5 file, as Keras' .h5 is",
        [0x93, 0x4e, 0x55, 0x4d, ..] => "a numpy array",
        [0x80, >= 2 and <= 5, ..] => "a Python pickle",
        _ when IsText(start) => "text",
        _ => "of another kind",
    };

    /// <summary>Whether it begins like a text. Bytes of UTF-8 letters count: a heading may begin with one.</summary>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (byte b in start)
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) return false;
        return true;
    }
}
