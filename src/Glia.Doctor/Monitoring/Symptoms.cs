using Glia.Doctor.Findings;

namespace Glia.Doctor.Monitoring;

/// <summary>What a watched run shows, told as notes below the cause: a symptom alone is no reason to alarm anybody.</summary>
internal static class Symptoms
{
    /// <summary>Notes the symptoms of a sick run, or the measured values of a sound one.</summary>
    public static void Note(ExperimentExamination examination, RunMonitor monitor, TargetView targets, bool sick)
    {
        if (monitor.NotFinite is null) Curves(examination, monitor, sick);
        foreach ((Fault symptom, bool seen, Where where, string measured) in All(monitor, targets))
        {
            if (seen && sick) examination.Report(symptom.Note(Grade.Strong, where, measured));
            else examination.Fine(symptom, measured);
        }
    }

    // What the loss shows by itself.
    private static void Curves(ExperimentExamination examination, RunMonitor monitor, bool sick)
    {
        Curve curve = monitor.Loss.ToCurve(monitor.Steps);
        foreach (CurveRule rule in (ReadOnlySpan<CurveRule>)[new LossExplodes(), new LossRises(), new LossConstant()])
        {
            if (rule.Judge(curve) is not { } judgement) continue;
            string measured = judgement.Measured;
            if (rule is LossRises && monitor.Directions > 0)
                measured += $" {monitor.Directions - monitor.Uphill} of {monitor.Directions} steps went down the gradient.";
            if (sick && judgement.Finding is { } finding) examination.Report(finding with { Evidence = measured });
            else examination.Fine(rule.Fault, measured);
        }
    }

    private static IEnumerable<(Fault Symptom, bool Seen, Where Where, string Measured)> All(RunMonitor monitor, TargetView targets)
    {
        LossCurve loss = monitor.Loss;
        var training = new Where(Phase: Phases.Training);
        double first = loss.Mean(first: true), last = loss.Mean(first: false);
        if (monitor.NotFinite is { } born)
        {
            yield return (Faults.NotFinite, true, born.Where,
                $"The first NaN or infinite value is in {Place(born)}, at step {monitor.Steps:N0}.");
            yield break;
        }
        yield return (Faults.NotFinite, false, training, "Every number was finite.");
        RunSample end = monitor.Samples[^1];
        double shuffled = monitor.SkillOfShuffledRows;
        string skills = $"Its answers have a skill of {end.Score.Skill:0.##} for their own rows " +
            $"and {Math.Min(shuffled, end.Score.Skill):0.##} for rows in another order (0 is guessing, 1 is perfect).";
        yield return (Faults.IgnoresInput, end.Score.Skill - shuffled <= monitor.Yardstick.Noise, training, skills);
        if (targets.HasClasses && targets.Classes > 1)
        {
            double gained = end.Score.Skill - monitor.Samples[0].Score.Skill;
            bool falls = loss.FallInErrors() > 3 && MetricDoesNotFollowLoss.FallsFar(first, last);
            string both = $"The loss went from {first:G4} to {last:G4} and the share of right answers, counted independently, " +
                $"from {100 * monitor.Samples[0].Score.Accuracy:0.#} % to {100 * end.Score.Accuracy:0.#} %.";
            yield return (Faults.MetricDoesNotFollowLoss, falls && gained <= monitor.Yardstick.Noise, training, both);
            double prior = Entropy(targets.Counts());
            string ended = $"The loss is {last:G4} at the end; answering the class shares whatever the input gives {prior:G4}.";
            yield return (Faults.OutputsThePrior, Math.Abs(last - prior) < 0.02 * prior, training, ended);
            string shares = $"{100 * end.Score.TopShare:0.#} % of the predictions are class {end.Score.TopClass}, " +
                $"the most frequent class has {100 * monitor.Yardstick.BaseRate:0.#} % of the rows.";
            bool collapsed = end.Score.TopShare >= 0.99 && monitor.Yardstick.BaseRate < 0.6;
            yield return (Faults.PredictionsCollapsed, collapsed, training, shares);
        }
        foreach (var unit in Units(monitor)) yield return unit;
        var kernels = monitor.Parameters.Where(track => track.Parameter is { Trainable: true, Name: "kernel" }).ToList();
        if (kernels.Count == 0) yield break;
        ParameterTrack low = kernels.MinBy(track => track.UpdateRatio)!, high = kernels.MaxBy(track => track.UpdateRatio)!;
        string lowest = low.Parameter.Layer.Name, highest = high.Parameter.Layer.Name;
        string changes = $"A step changes the weights by {low.UpdateRatio:G2} ({lowest}) to {high.UpdateRatio:G2} ({highest}) of " +
            $"their size; " +
            $"usual is about 0.001.";
        yield return (Faults.UpdateRatioOff, low.UpdateRatio < 1e-5 || high.UpdateRatio > 0.1,
            new Where(high.UpdateRatio > 0.1 ? highest : lowest, Phase: Phases.Update), changes);
        double ratio = kernels[0].GradientNorm / kernels[^1].GradientNorm;
        string below = kernels[0].Parameter.Layer.Name, above = kernels[^1].Parameter.Layer.Name;
        yield return (Faults.VanishingGradient, kernels.Count > 1 && ratio < 1e-3, new Where(below, Phase: Phases.Backward),
            $"The gradient of {below} is {ratio:G2} times that of {above}.");
        if (monitor.Parameters.FirstOrDefault(track => track.Parameter.IsWeight && !track.Changed) is { } constant)
            yield return (Faults.ParameterConstant, true, new Where(constant.Parameter.Layer.Name, constant.Parameter.Name, Phases.Update),
                $"{constant.Parameter.FullName} is the same to the last bit after {monitor.Steps:N0} steps.");
    }

    private static IEnumerable<(Fault, bool, Where, string)> Units(RunMonitor monitor)
    {
        IReadOnlyList<LayerState> states = monitor.Samples[^1].Layers;
        int last = states.Count - 1;
        int dead = Most(states, last, state => state.Dead), saturated = Most(states, last, state => state.Saturated);
        if (dead >= 0)
        {
            yield return (Faults.DeadRelu, states[dead].Dead > 0.5, In(dead),
                $"{100 * states[dead].Dead:0.#} % of the units of {Name(dead)} are zero for all of {monitor.Yardstick.Rows} rows.");
        }
        if (saturated >= 0)
        {
            yield return (Faults.Saturation, states[saturated].Saturated > 0.5, In(saturated),
                $"{100 * states[saturated].Saturated:0.#} % of the units of {Name(saturated)} sit at a flat end.");
        }
        if (last == 0) yield break;
        int flat = Enumerable.Range(0, last).MinBy(i => states[i].Spread);
        yield return (Faults.ConstantActivations, states[flat].Spread < 1e-3, In(flat),
            $"The outputs of {Name(flat)} vary between rows by {states[flat].Spread:G2} of their size.");

        string Name(int layer) => monitor.Network.Layers[layer].Name;
        Where In(int layer) => new(Name(layer), Phase: Phases.Forward);
    }

    private static int Most(IReadOnlyList<LayerState> states, int count, Func<LayerState, double> of) =>
        Enumerable.Range(0, count).Select(i => (i, of(states[i])))
            .OrderByDescending(pair => pair.Item2).Select(pair => pair.i).FirstOrDefault(-1);

    private static string Place(Birthplace born) => born.Where.Phase == Phases.Loss ? "the loss, although everything before it is finite"
        : born.Row >= 0 ? $"row {born.Row} of {(born.Where.Parameter == "y" ? "the targets" : "the inputs")}" : born.Where.ToString();

    private static double Entropy(int[] counts)
    {
        double total = counts.Sum();
        return -counts.Where(count => count > 0).Sum(count => count / total * Math.Log(count / total));
    }
}
