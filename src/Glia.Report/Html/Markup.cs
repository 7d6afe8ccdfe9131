using System.Runtime.CompilerServices;

namespace Glia.Report.Html;

/// <summary>
/// A piece of HTML. Only constant text of the program becomes one as it is; whatever a hole of <see cref="Of"/> brings is encoded, so that
/// nothing that comes from data can be anything but text.
/// </summary>
/// <param name="Text">The HTML.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary>Nothing.</summary>
    public static Markup Empty { get; } = new("");

    /// <summary>
    /// HTML of an interpolated string: its constant parts as they are, its holes encoded, unless they are HTML themselves.
    /// </summary>
    public static Markup Of(MarkupHandler handler) => new(handler.ToText());

    /// <summary>Pieces one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <summary>The HTML.</summary>
    public override string ToString() => Text ?? "";
}

/// <summary>What the compiler turns the interpolated string of <see cref="Markup.Of"/> into.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly System.Text.StringBuilder _text;

    /// <summary>An empty text.</summary>
    public MarkupHandler(int literalLength, int formattedCount) => _text = new(literalLength + 16 * formattedCount);

    /// <summary>Adds a constant part.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Adds HTML.</summary>
    public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

    /// <summary>Adds pieces of HTML.</summary>
    public void AppendFormatted(IEnumerable<Markup> pieces)
    {
        foreach (Markup piece in pieces) _text.Append(piece.Text);
    }

    /// <summary>Adds a text, encoded.</summary>
    public void AppendFormatted(string? text) => _text.Append(Encoded.Text(text));

    /// <summary>Adds a value, encoded.</summary>
    public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
        _text.Append(Encoded.Text(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>What was added.</summary>
    public string ToText() => _text.ToString();
}
