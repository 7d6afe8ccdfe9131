using Glia.Metrics;

namespace Glia.Training;

/// <summary>
/// The finished epochs as part of a state, a column for each figure. Of evaluations the figures are kept, and not which class was taken for
/// which.
/// </summary>
internal static class EpochColumns
{
    private const string Validation = "validation", Test = "test";

    public static void Save(StateWriter state, IReadOnlyList<EpochReport> epochs)
    {
        state.Add("loss", [.. epochs.Select(epoch => epoch.Loss)]);
        state.Add("accuracy", [.. epochs.Select(epoch => epoch.Accuracy)]);
        state.Add("rate", [.. epochs.Select(epoch => epoch.Rate)]);
        state.Add("steps", [.. epochs.Select(epoch => (double)epoch.Steps)]);
        state.Add("samples", [.. epochs.Select(epoch => (double)epoch.Samples)]);
        state.Add("seconds", [.. epochs.Select(epoch => epoch.Seconds)]);
        state.Add("best", [.. epochs.Select(epoch => epoch.IsBest ? 1.0 : 0)]);
        state.Add("unjudged", [.. epochs.Select(epoch => epoch.IsUnjudged ? 1.0 : 0)]);
        SaveEvaluations(state.Section(Validation), [.. epochs.Select(epoch => epoch.Validation)]);
        SaveEvaluations(state.Section(Test), [.. epochs.Select(epoch => epoch.Test)]);
    }

    public static List<EpochReport> Load(StateReader state)
    {
        double[] loss = state.Numbers("loss"), accuracy = state.Numbers("accuracy"), rate = state.Numbers("rate");
        double[] steps = state.Numbers("steps"), samples = state.Numbers("samples"), seconds = state.Numbers("seconds");
        double[] best = state.Numbers("best"), unjudged = state.Numbers("unjudged");
        Evaluation?[] validation = LoadEvaluations(state.Section(Validation)), test = LoadEvaluations(state.Section(Test));
        return
        [
            .. Enumerable.Range(0, loss.Length).Select(i => new EpochReport
            {
                Epoch = i + 1,
                Loss = loss[i],
                Accuracy = accuracy[i],
                Rate = rate[i],
                Steps = (int)steps[i],
                Samples = (long)samples[i],
                Seconds = seconds[i],
                IsBest = best[i] != 0,
                IsUnjudged = unjudged[i] != 0,
                Validation = validation[i],
                Test = test[i],
            }),
        ];
    }

    // An epoch without an evaluation has no rows.
    private static void SaveEvaluations(StateWriter state, Evaluation?[] evaluations)
    {
        Add("rows", one => one.Rows);
        Add("answers", one => one.Answers);
        Add("loss", one => one.Loss);
        Add("hits", one => one.Hits);
        Add("mean_absolute_error", one => one.MeanAbsoluteError);
        Add("scaled_loss", one => one.ScaledLoss);
        Add("r2", one => one.R2);
        Add("constant_targets", one => one.TargetsAreConstant ? 1 : 0);
        Add("unanswered", one => one.UnansweredRows);
        Add("classes", one => one.Classes);
        string[] metrics = [.. evaluations.FirstOrDefault(one => one is not null)?.Metrics.Select(metric => metric.Key) ?? []];
        for (int i = 0; i < metrics.Length; i++)
        {
            int at = i;
            Add($"metric {i}", one => one.Metrics[at].Value);
            state.Add($"name of metric {i}", metrics[i]);
        }

        void Add(string name, Func<Evaluation, double> figure) =>
            state.Add(name, [.. evaluations.Select(one => one is null ? 0 : figure(one))]);
    }

    private static Evaluation?[] LoadEvaluations(StateReader state)
    {
        double[] rows = state.Numbers("rows"), answers = state.Numbers("answers"), loss = state.Numbers("loss");
        double[] hits = state.Numbers("hits"), error = state.Numbers("mean_absolute_error"), scaled = state.Numbers("scaled_loss");
        double[] r2 = state.Numbers("r2"), constant = state.Numbers("constant_targets"), unanswered = state.Numbers("unanswered");
        double[] classes = state.Numbers("classes");
        var metrics = new List<(string Name, double[] Values)>();
        while (state.Text($"name of metric {metrics.Count}") is { } name) metrics.Add((name, state.Numbers($"metric {metrics.Count}")));
        return
        [
            .. rows.Select((count, i) => count == 0 ? null : new Evaluation((int)count, (int)answers[i], loss[i], (int)hits[i],
                new ConfusionMatrix((int)classes[i]), error[i])
            {
                ScaledLoss = scaled[i],
                R2 = r2[i],
                TargetsAreConstant = constant[i] != 0,
                UnansweredRows = (int)unanswered[i],
                Metrics = [.. metrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Values[i]))],
            }),
        ];
    }
}
