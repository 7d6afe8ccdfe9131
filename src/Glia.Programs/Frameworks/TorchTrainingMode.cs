using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;

namespace Glia.Programs.Frameworks;

/// <summary>Dropout or batch statistics in an evaluation: GLIA077.</summary>
internal sealed class TorchTrainingMode(Source? at, string layers, bool asked, TorchTrainingMode.Rows? rows) : ILoopFault
{
    // Standard errors of a count beyond which a difference is no chance. Convention.
    private const double BeyondChance = 3;

    /// <summary>The fault, if the program has it.</summary>
    public static TorchTrainingMode? Find(TorchRecord record, TorchEvaluation evaluation)
    {
        TorchOperation[] training = [.. evaluation.Chain.Layers.Select(layer => layer.Call)
            .Where(call => call.Name.Contains("dropout", StringComparison.Ordinal)
                ? call.Flag("training", 2) == true && call.Number("p", 1) is > 0
                : call.Name == "batch_norm" && call.Flag("training", 5) == true && call.Tensor("running_mean", 1) is not null)];
        if (training.Length == 0) return null;
        string layers = Words.List([.. training.Select(Named).Distinct()]);
        // F.dropout drops whatever mode the network is in, unless it is told.
        bool asked = training.All(call => call.Module is { } module
            && (module.Kind.Contains("Dropout", StringComparison.Ordinal) || module.Kind.Contains("Norm", StringComparison.Ordinal)));
        return new TorchTrainingMode(evaluation.At, layers, asked, Judged(record, evaluation));
    }

    private static string Named(TorchOperation call) => call.Module?.Called ?? call.Name;

    public Finding? Judge(ExaminationResult? result)
    {
        string verb = layers.Contains(" and ", StringComparison.Ordinal) ? "are" : "is";
        string seen = $"{layers} {verb} in training mode while the network is evaluated: dropout drops, and batch " +
            "normalization takes the statistics of the evaluated rows.";
        bool harms = rows is { } judged && judged.Gained - judged.Lost > BeyondChance * Math.Sqrt(judged.Gained + judged.Lost);
        string figures = rows is { } seenRows
            ? $" {Words.Percent(seenRows.Right / (double)seenRows.Count)} of {seenRows.Count:N0} rows are right so, and " +
                $"{Words.Percent((seenRows.Right + seenRows.Gained - seenRows.Lost) / (double)seenRows.Count)} in evaluation mode."
            : "";
        var where = new Where(Phase: Phases.Evaluation) { Source = at };
        string prescription = asked ? "Call model.eval() before the evaluation and model.train() after it."
            : "Tell the function: F.dropout(x, training=self.training), and call model.eval() before the evaluation.";
        return harms ? Faults.TrainingModeInEvaluation.Error(Grade.Certain, where, seen + figures, prescription)
            : Faults.TrainingModeInEvaluation.Warning(Grade.Certain, where, seen + figures, prescription);
    }

    // The answers of the program, and those that the same weights give in evaluation mode.
    private static Rows? Judged(TorchRecord record, TorchEvaluation evaluation)
    {
        if (evaluation.Compared is not { } compared || record.Values[compared].Contents is not { } right
            || record.Values[evaluation.Chain.Input].Contents is not { } x || evaluation.Labels is not { } labels
            || record.Values[labels].Contents is not { } y) return null;
        var parts = new TorchNetwork(record, evaluation.Chain, new HashSet<int>());
        int[] shape = record.Values[evaluation.Chain.Input].Shape;
        var network = new Network(TorchNetwork.ShapeOf(shape.AsSpan(1)),
            [.. parts.Layers.Select((part, i) => part.Layer.Build($"network[{i}]"))]);
        var output = new float[network.OutputShape.Size];
        if (!parts.SetWeights(network) || right.Length != shape[0] || y.Length != shape[0] || output.Length < 2) return null;
        float[] given = TorchNetwork.ChannelsLast(x.ToSingles(), shape.AsSpan(1));
        double[] answers = y.ToDoubles(), were = right.ToDoubles();
        int gained = 0, lost = 0;
        for (int row = 0; row < shape[0]; row++)
        {
            network.Predict(given.AsSpan(row * network.InputShape.Size, network.InputShape.Size), output);
            bool isRight = Array.IndexOf(output, output.Max()) == (int)answers[row], wasRight = were[row] != 0;
            if (isRight && !wasRight) gained++;
            if (!isRight && wasRight) lost++;
        }
        return new Rows(shape[0], (int)were.Sum(), gained, lost);
    }

    /// <summary>Evaluated rows.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Right">Those that the program has right.</param>
    /// <param name="Gained">Those that are right in evaluation mode alone.</param>
    /// <param name="Lost">Those that are right in the program alone.</param>
    internal sealed record Rows(int Count, int Right, int Gained, int Lost);
}
