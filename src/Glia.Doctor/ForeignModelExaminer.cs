using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Layers;
using Glia.Models;

namespace Glia.Doctor;

/// <summary>
/// Examines a model of another program that says how it was to be trained: its layers, loss, optimizer and metrics with the data are an
/// experiment like any other, and the weights in the file are looked at besides. Weights that training does not change, such as those of
/// frozen layers and adapted statistics, are taken from the file for the experiment too.
/// </summary>
internal static class ForeignModelExaminer
{
    // Steps of the run that a file does not tell the length of: the fewest of what glia train does with a table. Tuned there.
    private const int Steps = 1000;

    /// <summary>Examines a model with its data.</summary>
    /// <param name="file">The file it is from.</param>
    /// <param name="model">The model.</param>
    /// <param name="training">How it was to be trained, as an experiment file says it.</param>
    /// <param name="data">The data that <see cref="ExaminationOptions.Sources"/> opens.</param>
    /// <param name="options">How far to go.</param>
    /// <exception cref="GliaException">The data cannot be read, or nothing can be examined.</exception>
    public static ExaminationResult Examine(string file, Model model, JsonObject training, string data, ExaminationOptions options)
    {
        Experiment experiment = ExperimentOf(file, model, training, data, options.Targets);
        LoadedData loaded = options.Sources.Open(experiment);
        int stepsOfOne = experiment.Training.FitOptions().StepsOfEpoch(Math.Max(1, loaded.Rows - loaded.StandardTestRows));
        experiment = experiment with
        {
            Training = experiment.Training with { Epochs = (Steps + stepsOfOne - 1) / stepsOfOne },
        };
        ExperimentSubject asItIs = ExperimentSubject.Of(experiment, loaded);
        ExperimentSubject? encoded = OneHot(experiment, loaded, asItIs);
        ExperimentSubject subject = (encoded ?? asItIs) with
        {
            Name = Path.GetFileName(file),
            // What is frozen in a file of weights was trained before.
            Pretrained = model.Network.Layers.Any(layer => !layer.Trainable),
        };
        if (subject.Network is { } network) TakeUntrained(model.Network, network);
        ExaminationResult result = Examiner.Examine(subject, options.UpTo, options.Workers, examination =>
        {
            if (encoded is not null)
                examination.Report(Faults.LabelEncodingMismatch.Note(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                    $"The targets are class numbers, one a row, and {subject.Loss!.Name} compares {subject.Train!.Targets.Width} columns: "
                    + "they are taken as if the program had encoded them one-hot.",
                    "Nothing, if it does; otherwise use sparse_categorical_crossentropy."));
            if (subject is { Network: not null, Train: { } train, BuildFailure: null })
                _ = ModelExaminer.Look(examination, model.Network, subject.Test ?? train, "network in the file");
        });
        // Half of what a plain network reaches is learning enough to say that the layers are not at fault.
        bool learns = result.Skill > 0 && result.Skill >= 0.5 * result.Ceiling;
        return result with { Diagnosis = Judged(result.Diagnosis, options.UpTo, learns) };
    }

    // A file holds class numbers where its program has encoded them on their way to the network: Keras refuses them otherwise, so that who
    // has trained such a model has done so.
    private static ExperimentSubject? OneHot(Experiment experiment, LoadedData loaded, ExperimentSubject asItIs) =>
        asItIs is { BuildFailure: not null, Loss: { IsExclusive: true, TakesClassNumbers: false }, Train.Targets.Width: 1 }
        && ExperimentSubject.Of(experiment with { Data = experiment.Data with { TargetEncoding = "one-hot" } }, loaded)
            is { BuildFailure: null } encoded ? encoded : null;

    private static Experiment ExperimentOf(
        string file, Model model, JsonObject training, string data, IReadOnlyList<string>? targets)
    {
        JsonObject input = new() { ["class_name"] = "InputLayer", ["batch_shape"] = Batch(model.Network.InputShape) };
        var source = new JsonObject { ["source"] = data };
        if (targets is not null) source["targets"] = new JsonArray([.. targets.Select(name => (JsonNode)name)]);
        var text = new JsonObject
        {
            ["name"] = Path.GetFileName(file),
            ["data"] = source,
            ["network"] = new JsonArray([input, .. model.Network.Children.Select(LayerCatalogue.ToJson)]),
            ["training"] = training.DeepClone(),
        };
        return Experiment.Parse(Path.GetFileName(file), text.ToJsonString());
    }

    private static JsonArray Batch(Shape shape) => new([null, .. shape.ToArray().Select(size => (JsonNode)size)]);

    // Layers and parameters come in the same order, since the one network was written down for the other.
    private static void TakeUntrained(Network from, Network to)
    {
        foreach ((Parameter given, Parameter own) in from.Parameters.Zip(to.Parameters))
            if ((!given.Layer.Trainable || (!given.IsWeight && given.Layer.Adapts)) && given.Shape == own.Shape)
                from.Weights[given].CopyTo(to.Weights[own]);
    }

    // Where the same network learns the rows here, weights that know nothing of them were not trained, or with other rows: no fault of it.
    private static Diagnosis Judged(Diagnosis diagnosis, Tier tier, bool learns)
    {
        if (!learns || !diagnosis.Errors.All(IsSymptom)) return RunFolderExaminer.WithVerdict(diagnosis, null, tier);
        return diagnosis with
        {
            Findings = [.. diagnosis.Findings.Select(finding => IsSymptom(finding) ? finding with
            {
                Severity = Severity.Warning,
                Prescription = "The same layers with the same loss and optimizer learn these rows here: train it, or for longer, and " +
                    "give it rows that are prepared as those that it was trained with.",
            } : finding)],
        };

        static bool IsSymptom(Finding finding) => finding is { Severity: Severity.Error, Fault.Family: Family.Symptom };
    }
}
