using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>
/// What the compiler turns every <c>$"..."</c> of this assembly into, bound to the invariant culture: a sentence reads the same in
/// whatever application it is made. The compiler looks the type up by name and prefers the assembly's own; the runtime's formats with
/// the culture of the thread.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct DefaultInterpolatedStringHandler
{
    private readonly StringBuilder _text;

    /// <summary>An empty text.</summary>
    /// <param name="literalLength">Characters of the constant parts.</param>
    /// <param name="formattedCount">How many holes there are.</param>
    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) =>
        // Most holes are a number or a short name: about ten characters.
        _text = new StringBuilder(literalLength + 10 * formattedCount);

    /// <summary>Adds a constant part.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Adds a text.</summary>
    public void AppendFormatted(string? value) => _text.Append(value);

    /// <summary>Adds a value whose type only the hole decides.</summary>
    public void AppendFormatted(object? value, int alignment = 0, string? format = null) =>
        AppendFormatted<object?>(value, alignment, format);

    /// <summary>Adds characters.</summary>
    public void AppendFormatted(ReadOnlySpan<char> value) => _text.Append(value);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => Add(value, null);

    /// <summary>Adds a value in a format.</summary>
    public void AppendFormatted<T>(T value, string? format) => Add(value, format);

    /// <summary>Adds a value, padded with blanks: on the left to a positive width, on the right to a negative one.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null)
    {
        int start = _text.Length;
        Add(value, format);
        int blanks = Math.Abs(alignment) - (_text.Length - start);
        if (blanks > 0) _text.Insert(alignment > 0 ? start : _text.Length, " ", blanks);
    }

    /// <summary>The text.</summary>
    public string ToStringAndClear() => _text.ToString();

    private void Add<T>(T value, string? format) =>
        _text.Append(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());
}
