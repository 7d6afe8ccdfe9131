using System.Globalization;
using Glia.Training;

namespace Glia.Doctor.Facts;

/// <summary>
/// How the loss of a run went, and its accuracy and held-out figures where they are known: from <c>history.csv</c>, from a run that is
/// watched, or from what a trace recorded. An array is empty where there are no such figures; otherwise it has one for each loss.
/// </summary>
/// <param name="Loss">The training loss, per epoch or as means of so many steps; NaN where it is no number.</param>
internal sealed record Curve(double[] Loss)
{
    /// <summary>The training accuracy, counted while training, 0 to 1.</summary>
    public double[] Accuracy { get; init; } = [];

    /// <summary>The loss of the rows held out; NaN where an epoch was not evaluated.</summary>
    public double[] HeldOutLoss { get; init; } = [];

    /// <summary>The accuracy on the rows held out, 0 to 1.</summary>
    public double[] HeldOutAccuracy { get; init; } = [];

    /// <summary>What is counted: <c>epoch</c> or <c>step</c>.</summary>
    public string Per { get; init; } = "epoch";

    /// <summary>How many of them the curve covers.</summary>
    public long Length { get; init; } = Loss.Length;

    /// <summary>The very first loss; NaN without any.</summary>
    public double First { get; init; } = Loss.Length > 0 ? Loss[0] : double.NaN;

    /// <summary>Whether every loss has an accuracy.</summary>
    public bool HasAccuracy => Accuracy.Length == Loss.Length && Array.TrueForAll(Accuracy, double.IsFinite);

    /// <summary>Whether there are losses and all are finite.</summary>
    public bool IsFinite => Loss.Length > 0 && Array.TrueForAll(Loss, double.IsFinite);

    /// <summary>The mean loss of the first fifth.</summary>
    public double Start => Series.Start(Loss);

    /// <summary>The mean loss of the last fifth.</summary>
    public double End => Series.End(Loss);

    /// <summary>The smallest mean of five losses in a row.</summary>
    public double Best => Series.Best(Loss);

    /// <summary>How far the loss fell from the first to the last fifth, in standard errors of that fall; negative if it rose.</summary>
    public double FallInErrors => Series.FallInErrors(Loss);

    /// <summary>The same between the two halves of its last 40 %: whether it is still falling.</summary>
    public double LateFallInErrors => Series.LateFallInErrors(Loss);

    /// <summary>How much it swings in the second half: the mean distance between neighbouring points.</summary>
    public double LateSwing => Series.LateSwing(Loss);

    /// <summary>Reads the columns that there are of a table of epochs.</summary>
    public static Curve Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        // The process may have been killed while it wrote the last line: what lacks cells is none.
        if (lines.Length > 1 && lines[^1].Count(c => c == ',') < lines[0].Count(c => c == ',')) lines = lines[..^1];
        string[] columns = lines.Length == 0 ? [] : lines[0].Split(',');
        return new Curve(Column(lines, columns, "loss"))
        {
            Accuracy = Column(lines, columns, "accuracy"),
            HeldOutLoss = Column(lines, columns, "val_loss"),
            HeldOutAccuracy = Column(lines, columns, "val_accuracy"),
        };
    }

    /// <summary>The epochs of a run that is watched.</summary>
    public static Curve Of(IReadOnlyList<EpochReport> epochs) => new([.. epochs.Select(epoch => epoch.Loss)])
    {
        Accuracy = [.. epochs.Select(epoch => epoch.Accuracy)],
        HeldOutLoss = [.. epochs.Select(epoch => epoch.Validation?.Loss ?? double.NaN)],
        HeldOutAccuracy = [.. epochs.Select(epoch => epoch.Validation?.Accuracy ?? double.NaN)],
    };

    /// <summary>The curve in a sentence.</summary>
    public override string ToString() =>
        $"Loss {First:G4} at the first {Per}, {End:G4} at the end, {Best:G4} at best, over {Words.Count(Length, Per)}.";

    private static double[] Column(string[] lines, string[] columns, string name)
    {
        int column = Array.IndexOf(columns, name);
        if (column < 0) return [];
        string[] cells = [.. lines.Skip(1).Select(line => line.Split(',') is var row && row.Length > column ? row[column] : "")];
        if (cells.All(cell => cell.Length == 0)) return [];
        return Array.ConvertAll(cells, cell => double.TryParse(cell, CultureInfo.InvariantCulture, out double value) ? value : double.NaN);
    }
}
