using System.Globalization;
using Glia.Doctor.Findings;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>The two short runs of a proof as curves, one above the other.</summary>
/// <param name="screen">Where to.</param>
/// <param name="label">The width of the labels that stand before a line.</param>
internal sealed class ProofCurves(IAnsiConsole screen, int label)
{
    private const int WidestCurve = 40, Name = 9, Ends = 22;

    /// <summary>Writes them.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="verbose">Whether what a change drawn by chance reached is said too.</param>
    public void Write(Proof proof, bool verbose)
    {
        string also = proof.Also is null ? "" : $", both runs with {proof.Also}";
        WrappedText.Write(screen, $"   {"proof".PadRight(label)}", $"{proof.Change}{also}: {proof.Metric}", WrappedText.Paragraph);
        double[] all = [.. proof.Before.Concat(proof.After).Where(double.IsFinite)];
        if (all.Length > 0)
        {
            // A run that exploded would flatten the other one: what is far above the changed one is drawn at the top.
            double low = all.Min(), first = proof.After.Count > 0 ? proof.After[0] : all[0];
            double high = Math.Min(all.Max(), low + 3 * Math.Max(1e-9, Math.Abs(first - low)));
            // "As it is" is the experiment itself; once something was mended before, only this change is missing.
            Curve(proof.Also is null ? "as it is" : "without", proof.Before, low, high);
            Curve(proof.Also is null ? "changed" : "with", proof.After, low, high);
        }
        if (verbose && proof.Control is { } control)
            WrappedText.Write(screen, $"   {"control".PadRight(label)}", $"A change drawn by chance, {control}.", WrappedText.Paragraph);
    }

    private void Curve(string name, IReadOnlyList<double> curve, double low, double high)
    {
        string ends = curve.Count == 0 ? "" : $" {Number(curve[0])} to {Number(curve[^1])}";
        int width = Math.Clamp(screen.Profile.Width - label - 3 - Name - Ends, 0, WidestCurve);
        screen.WriteLine($"{new string(' ', label + 3)}{name.PadRight(Name)}{SmallCurve.Draw(curve, low, high, width)}{ends}");
    }

    private static string Number(double value) => double.IsFinite(value) && Math.Abs(value) >= 1e6
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : Words.Number(double.IsFinite(value) ? Words.Rounded(value) : value);
}
