using Glia.Data;
using Glia.Doctor.Reference;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Programs.Perceptrons;

/// <summary>
/// What a network with a hidden layer knows of some rows that one unit cannot. Whoever has few rows means just those; of many it counts
/// what was learned for others, since a network also learns by heart.
/// </summary>
/// <param name="Line">How many rows one unit answers right, with the best weights that were found.</param>
/// <param name="Network">How many the network does.</param>
/// <param name="Rows">How many there are to answer.</param>
/// <param name="All">How many there are in all.</param>
internal sealed record Beyond(int Line, int Network, int Rows, int All)
{
    // Of so many rows every third is kept from training. Conventions.
    private const int Many = 30, Every = 3;

    private const int HiddenUnits = 16, Steps = 3000, BatchSize = 32;
    private const float Rate = 0.01f;

    /// <summary>What is said of it.</summary>
    public string Said => $"A network with {HiddenUnits} hidden units answers {Network:N0} of {Words.Count(Rows, "row")} right" +
        (Rows == All ? "." : $" that it was not trained on, one unit {Line:N0}.");

    /// <summary>Trains both.</summary>
    /// <param name="x">The rows, standardized.</param>
    /// <param name="y">1 and 0, one column.</param>
    /// <param name="hasBias">Whether the unit has a bias.</param>
    /// <param name="rounds">How often the unit sees all rows at most.</param>
    public static Beyond Of(Matrix x, Matrix y, bool hasBias, int rounds)
    {
        bool isSplit = x.Rows >= Many;
        int[] all = [.. Enumerable.Range(0, x.Rows)], held = isSplit ? [.. all.Where(row => row % Every == 0)] : all,
            training = isSplit ? [.. all.Where(row => row % Every != 0)] : all;
        var line = Separation.Of(x.Take(training), y.Take(training), hasBias, rounds);
        int ofLine = Separation.CountRight(line.Weights, line.Offset, x.Take(held), y.Take(held));
        return new(ofLine, OfNetwork(x, y, training, held), held.Length, x.Rows);
    }

    /// <summary>As many of the rows to be answered as some of all rows are.</summary>
    public int OfAll(int right) => (int)Math.Round((double)right * Rows / All);

    private static int OfNetwork(Matrix x, Matrix y, int[] training, int[] held)
    {
        var network = new Network(x.Columns, new Dense(HiddenUnits, "tanh"), new Dense(2, "softmax"));
        var trainer = new Trainer(network, "categorical_crossentropy", new Adam(Rate));
        trainer.Fit(Part(x, y, training), new FitOptions
        {
            Epochs = Math.Max(1, Steps / ((training.Length + BatchSize - 1) / BatchSize)),
            BatchSize = BatchSize,
        });
        return (int)Math.Round(trainer.Evaluate(Part(x, y, held)).Accuracy * held.Length);
    }

    private static Dataset Part(Matrix x, Matrix y, int[] rows) => Dataset.Classes([.. x.Take(rows).Values.Select(value => (float)value)],
        x.Columns, [.. rows.Select(row => y[row, 0] > 0 ? 1 : 0)], 2);
}
