using System.Globalization;

namespace Glia.Report;

/// <summary>A cell of a table: what is shown, and the number behind it by which rows are sorted and which JSON carries.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Value">The number; null where it is a text.</param>
internal readonly record struct Cell(string Text, double? Value = null)
{
    /// <summary>A text.</summary>
    public static implicit operator Cell(string? text) => new(text ?? "");

    /// <summary>A text as it stands, with its number where it is one.</summary>
    public static Cell Read(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? new(text, number)
            : new(text);

    /// <summary>A number with four digits; empty where it is none.</summary>
    public static Cell Number(double? value) =>
        value is { } number && double.IsFinite(number) ? new(Words.Number(number), number) : new("");

    /// <summary>A whole number.</summary>
    public static Cell Count(long value) => new(value.ToString("#,0", CultureInfo.InvariantCulture), value);

    /// <summary>A share as a percentage; empty where it is none.</summary>
    public static Cell Share(double? value) => value is { } share && double.IsFinite(share)
        ? new(string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %"), share)
        : new("");

    /// <summary>Seconds.</summary>
    public static Cell Seconds(double? value) => value is { } seconds && double.IsFinite(seconds)
        ? new(Spoken.Seconds(seconds), seconds)
        : new("");
}
