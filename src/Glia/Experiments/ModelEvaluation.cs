using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;
using Glia.Models;
using Glia.Settings;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>How a saved model does on data.</summary>
/// <param name="Evaluation">Loss, accuracy, confusion.</param>
/// <param name="ClassNames">What the classes are called; null if the network names no classes.</param>
/// <param name="Verdict">Whether the network learned.</param>
public sealed record ModelEvaluation(Evaluation Evaluation, IReadOnlyList<string>? ClassNames, LearningVerdict Verdict)
{
    /// <summary>The loss of perfect answers: above 0 where labels are smoothed.</summary>
    public double PerfectLoss { get; init; }

    /// <summary>The usual loss for its outputs, by which a model is judged that does not say its own; null where it does.</summary>
    public string? JudgedBy { get; init; }

    /// <summary>What the labels are called where the network answers several a row; else null.</summary>
    public IReadOnlyList<string>? LabelNames { get; init; }

    /// <summary>Evaluates a model on every row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data as their source holds them.</param>
    /// <exception cref="GliaException">The data do not fit the model.</exception>
    public static ModelEvaluation Of(Model model, LoadedData data)
    {
        bool said = model.Loss is not null;
        model = UnsaidLoss.Complete(model, data);
        Loss loss = ModelUse.Loss(model);
        IReadOnlyList<Features> views = ModelUse.Views(model, data.Inputs);
        Dataset dataset = new Dataset(views[0], ModelUse.Targets(model, loss, data)).WithViews(views);
        loss.Check(dataset.Targets, model.Network.OutputShape);
        Evaluation evaluation = new Evaluator(model.Network, loss, new Workers(Environment.ProcessorCount),
            targetScaler: model.TargetScaler).Run(dataset);
        LearningVerdict verdict = Unanswered.Said(Judge(), evaluation, model.Network, dataset.Inputs, data.RowsAre);
        return new ModelEvaluation(evaluation, model.ClassNames, verdict)
        {
            PerfectLoss = loss.PerfectFor(model.Network.OutputShape.Last),
            JudgedBy = said ? null : loss.Name,
            LabelNames = evaluation.Labels is { } labels ? Models.LabelNames.Of(model, labels.Count) : null,
        };

        LearningVerdict Judge()
        {
            if (model.ClassNames is { } names) return LearningVerdict.Classes(evaluation, names, data.RowsAre, trained: true);
            if (evaluation.Labels is not null) return LearningVerdict.Labels(evaluation, data.RowsAre, trained: true);
            return LearningVerdict.Values(evaluation, MeanLoss.Of(loss, model.Network, dataset, dataset, model.TargetScaler),
                data.RowsAre, trained: true);
        }
    }

    /// <summary>The evaluation as JSON.</summary>
    public string ToJson()
    {
        JsonObject json = Json();
        if (Evaluation.Views > 1) json.Insert(1, "views", Evaluation.Views);
        return JsonLayout.Write(json);
    }

    private JsonObject Json() => new()
    {
        ["rows"] = Evaluation.Rows,
        ["loss"] = RunSummary.Finite(Evaluation.Loss),
        ["accuracy"] = ClassNames is null && Evaluation.Labels is null ? null : RunSummary.Finite(Evaluation.Accuracy),
        ["mean_absolute_error"] = RunSummary.Finite(Evaluation.MeanAbsoluteError),
        ["r2"] = ClassNames is null && Evaluation.Labels is null ? RunSummary.Finite(Evaluation.R2) : null,
        ["macro_f1"] = RunSummary.Finite(Evaluation.Labels?.MacroF1),
        ["labels"] = Evaluation.Labels is { } labels ? RunSummary.LabelsJson(labels, LabelNames) : null,
        ["classes"] = ClassNames is null ? null : new JsonArray(ClassNames.Select((name, c) => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["precision"] = Evaluation.Precision(c),
            ["recall"] = Evaluation.Recall(c),
            ["f1"] = Evaluation.F1(c),
        }).ToArray()),
        ["confusion"] = ClassNames is null ? null : RunSummary.ConfusionJson(Evaluation),
        ["predicted_histogram"] = ClassNames is null ? null : RunSummary.Numbers(Evaluation.PredictedHistogram()),
        ["verdict"] = Verdict.Sentence,
        ["glia_version"] = GliaVersion.Text,
    };
}
