using Glia.Files;

namespace Glia.Data.Mapped;

/// <summary>An array that is written piece by piece, so that it need not fit memory.</summary>
/// <param name="Name">What it is called in its file.</param>
/// <param name="Type">What the elements are: numbers.</param>
/// <param name="Shape">The dimensions, slowest first.</param>
/// <param name="Write">Writes the elements, in C order and little-endian: exactly as many as the shape says.</param>
internal sealed record StreamedArray(string Name, NumberType Type, int[] Shape, Action<Stream> Write)
{
    /// <summary>An array that is in memory.</summary>
    public static StreamedArray Of(string name, NdArray array) => new(name, array.Type, array.Shape, array.IsText
        ? throw new ArgumentException("Texts are written whole.", nameof(array))
        : stream => stream.Write(array.RawBytes));
}
