using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Losses;

namespace Glia.Doctor.Trials;

/// <summary>Mends an experiment that cannot run or never trains: last layer and loss as the targets need them, and epochs.</summary>
internal static class FitToData
{
    private const int EnoughSteps = 1000, MostEpochs = 100;

    /// <summary>
    /// The experiment made to fit; null where that is not what is wrong, or the targets are of no kind that says what they need.
    /// </summary>
    public static Mending? Mend(ExperimentSubject subject, Diagnosis diagnosis)
    {
        if (subject is not { Experiment: { } experiment, Raw: not null, Train: { } train }) return null;
        var repairs = new List<(Fault, string)>();
        if (experiment.Training.Epochs == 0)
        {
            int epochs = Math.Clamp(EnoughSteps * experiment.Training.BatchSize / train.Rows, 1, MostEpochs);
            experiment = experiment with { Training = experiment.Training with { Epochs = epochs } };
            repairs.Add((Faults.StoppedTooEarly, $"epochs 0 to {epochs}"));
        }
        if (diagnosis.Errors.FirstOrDefault(IsMisfit) is { } misfit)
        {
            var mended = subject.Network is { } network && AnswerAtEachStep.IsOfOneTarget(train.Targets, network.OutputShape)
                ? Once(experiment, network)
                : Output(experiment, TargetView.Of(train, subject.Loss, ExperimentFacts.OutputWidth(subject)));
            if (mended is not var (fitting, words)) return null;
            experiment = fitting;
            repairs.Add((misfit.Fault, words));
        }
        return repairs.Count == 0 ? null : new Mending(experiment, repairs);
    }

    private static bool IsMisfit(Finding finding) => AllRules.Of(finding.Fault) is { MendedByOutput: true };

    private static (Experiment Experiment, string Words)? Once(Experiment experiment, Network network)
    {
        ExperimentLayer[] layers = [.. experiment.Network.Where(layer => !layer.IsInput)];
        if (AnswerOnce.Of([.. layers.Select(InFile)], network.Children) is not { } once) return null;
        IEnumerable<JsonObject> now =
            PutBefore.Of(InFile(layers[once.Place]), once.Now) is { } put ? [.. put.Layers, put.Last] : [once.Now];
        int place = experiment.Network.ToList().IndexOf(layers[once.Place]);
        return (experiment with
        {
            Network = [.. experiment.Network.Take(place), .. now.Select(OfFile), .. experiment.Network.Skip(place + 1)],
        }, once.Words);
    }

    private static ExperimentLayer OfFile(JsonObject written)
    {
        var config = (JsonObject)written.DeepClone();
        config.Remove("class_name");
        return new ExperimentLayer(written["class_name"]!.GetValue<string>(), config);
    }

    private static JsonObject InFile(ExperimentLayer layer)
    {
        var written = (JsonObject)layer.Config.DeepClone();
        written["class_name"] = layer.ClassName;
        return written;
    }

    private static (Experiment Experiment, string Words)? Output(Experiment experiment, TargetView targets)
    {
        int last = experiment.Network.ToList().FindLastIndex(layer => layer.Config.ContainsKey("units"));
        if (last < 0) return null;
        ExperimentLayer was = experiment.Network[last];
        int had = was.Config["units"]!.GetValue<int>();
        if (UsualHead.For(targets) is not { } usual) return null;
        var (units, activation, loss, _) = usual;
        // Room for more classes than occur does no harm.
        Loss needed = loss;
        if (needed.TakesClassNumbers) units = Math.Max(units, had);
        ExperimentTraining training = experiment.Training;
        // A loss that takes logits goes on taking them.
        bool logits = training.FromLogits && needed.ProbabilitiesBy is not null;
        if (logits) activation = "linear";
        var config = (JsonObject)was.Config.DeepClone();
        config["units"] = units;
        config["activation"] = activation;
        string lossWas = training.Loss["class_name"]!.GetValue<string>();
        JsonObject lossNow = lossWas == loss ? training.Loss : new JsonObject { ["class_name"] = loss };
        if (logits && lossWas != loss) lossNow["from_logits"] = true;
        // An activation layer behind the output would act a second time.
        var behind = experiment.Network.Skip(last + 1).Where((layer, i) => !layer.Build($"network[{last + 1 + i}]").IsFunction);
        var network = experiment.Network.Take(last).Append(new ExperimentLayer(was.ClassName, config)).Concat(behind).ToList();
        string words = $"{units} {(units == 1 ? "unit" : "units")}{(had == units ? "" : $" instead of {had}")} "
            + $"with {activation} and {loss}{(lossWas == loss ? "" : $" instead of {lossWas}")}";
        return (experiment with { Network = network, Training = training with { Loss = lossNow } }, words);
    }
}
