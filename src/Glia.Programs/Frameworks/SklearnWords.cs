using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Programs.Frameworks;

/// <summary>The words of scikit-learn's networks.</summary>
/// <param name="record">The fit.</param>
/// <param name="units">What its rates mean.</param>
internal sealed class SklearnWords(LibraryRecord record, SklearnUnits units) : IProgramWords
{
    // Constructor arguments that may stand without their names, in the order of scikit-learn.
    private static readonly string[] s_placed = ["hidden_layer_sizes", "activation"];
    private static readonly string[] s_data = [Phases.Data, Phases.Training, Phases.Evaluation];

    private readonly CallSite? _made = CallSite.Read(record.Said, "site"), _fit = CallSite.Read(record.Said, "fit");
    private readonly JsonElement _settings = record.Said.GetProperty("settings");

    public IReadOnlyList<ProgramChange>? Changes(Variant before, Variant after)
    {
        var changes = new List<ProgramChange>();
        string kind = record.Text("kind")!;
        if (after.Scale != before.Scale) changes.Add(Around("StandardScaler", $"make_pipeline(StandardScaler(), {kind}(...))"));
        if (after.TargetsStandardized != before.TargetsStandardized)
            changes.Add(Around("TransformedTargetRegressor", $"TransformedTargetRegressor({kind}(...), transformer=StandardScaler())"));
        if (!Layers(before.Layers, after.Layers, changes) || !Optimizers(before, after, changes)) return null;
        if (!JsonNode.DeepEquals(before.Schedule, after.Schedule)) changes.Add(Change("learning_rate", "'constant'"));
        if (after.Options.BatchSize != before.Options.BatchSize) changes.Add(Change("batch_size", Number(after.Options.BatchSize)));
        if (after.Options.Epochs != before.Options.Epochs)
            changes.Add(Epochs(before.Options.Epochs, after.Options.Epochs));
        if (after.Options.Shuffle != before.Options.Shuffle) changes.Add(Change("shuffle", after.Options.Shuffle ? "True" : "False"));
        return JsonNode.DeepEquals(Losses(before), Losses(after)) ? changes : null;
    }

    public Source? SourceOf(Finding finding)
    {
        CallSite? site = s_data.Contains(finding.Where.Phase) && finding.Where.Parameter != EarlyEnd.Parameter
            ? _fit ?? _made
            : _made ?? _fit;
        return site is null ? null : new Source(site == _fit ? record.Text("how")! : record.Text("kind")!, site.File, site.Line);
    }

    public string Say(string sentence) => Vocabulary.OfSklearn.Say(sentence);

    // The last layer and the start are scikit-learn's own; the others are alike.
    private bool Layers(IReadOnlyList<JsonObject> before, IReadOnlyList<JsonObject> after, List<ProgramChange> changes)
    {
        if (before.Count != after.Count) return false;
        string? activation = null;
        bool sizes = false, penalty = false;
        for (int i = 0; i < before.Count; i++)
        {
            foreach (string key in before[i].Select(setting => setting.Key).Union(after[i].Select(setting => setting.Key)))
            {
                if (JsonNode.DeepEquals(before[i][key], after[i][key])) continue;
                if (key == "kernel_regularizer") penalty = true;
                else if (i < before.Count - 1 && key == "activation") activation = after[i][key]?.GetValue<string>();
                else if (i < before.Count - 1 && key == "units") sizes = true;
                else return false;
            }
        }
        if (activation is not null)
            changes.Add(Change("activation", activation switch
            {
                "sigmoid" => "'logistic'",
                "linear" => "'identity'",
                _ => $"'{activation}'",
            }));
        if (sizes)
        {
            string list = string.Join(", ", after.SkipLast(1).Select(layer => layer["units"]!.ToJsonString()));
            changes.Add(Change("hidden_layer_sizes", after.Count == 2 ? $"({list},)" : $"({list})"));
        }
        if (penalty)
        {
            JsonNode? now = after[0]["kernel_regularizer"];
            double alpha = now?["l2"]?.GetValue<float>() is { } l2 ? l2 / units.Penalty(1) : 0;
            changes.Add(Change("alpha", Number(alpha)));
        }
        return true;
    }

    private bool Optimizers(Variant before, Variant after, List<ProgramChange> changes)
    {
        if (JsonNode.DeepEquals(before.Optimizer, after.Optimizer)) return true;
        if (after.OptimizerName != before.OptimizerName)
        {
            if (after.OptimizerName is not ("SGD" or "Adam")) return false;
            changes.Add(Change("solver", after.OptimizerName == "SGD" ? "'sgd'" : "'adam'"));
            changes.Add(Change("learning_rate_init",
                Number(after.OptimizerName == "SGD" ? after.Rate / units.Gradient : after.Rate)));
            return true;
        }
        foreach (string key in before.Optimizer.Select(setting => setting.Key).Union(after.Optimizer.Select(setting => setting.Key)))
        {
            if (JsonNode.DeepEquals(before.Optimizer[key], after.Optimizer[key])) continue;
            string? own = key switch
            {
                "learning_rate" => "learning_rate_init",
                "nesterov" => "nesterovs_momentum",
                "momentum" or "beta_1" or "beta_2" or "epsilon" => key,
                _ => null,
            };
            if (own is null || after.Optimizer[key] is not { } value) return false;
            changes.Add(Change(own, key == "learning_rate" ? Number(units.OwnRate(after.Rate))
                : value.GetValueKind() switch { JsonValueKind.True => "True", JsonValueKind.False => "False", _ => value.ToJsonString() }));
        }
        return true;
    }

    // Where the rows come piece by piece the program's own loop makes the epochs.
    private ProgramChange Epochs(int was, int now) => record.Text("how") == "fit" || _fit is null
        ? Change("max_iter", Number(now))
        : new ProgramChange("partial_fit", string.Create(CultureInfo.InvariantCulture,
            $"line {_fit.Line}: {Number(now)} passes over the rows instead of {Number(was)}"),
            new Source("partial_fit", _fit.File, _fit.Line));

    private ProgramChange Change(string name, string now)
    {
        string was = Python(_settings.GetProperty(name));
        if (_made is null) return new ProgramChange(name, $"{name}={was} -> {now}", new Source(name));
        int place = Array.IndexOf(s_placed, name);
        return new ProgramChange(name, _made.Change(name, was, now, place), new Source(name, _made.File, _made.LineOf(name, place)));
    }

    private ProgramChange Around(string name, string text) => _made is null
        ? new ProgramChange(name, text, new Source(name))
        : new ProgramChange(name, string.Create(CultureInfo.InvariantCulture, $"line {_made.Line}: {text}"),
            new Source(record.Text("kind")!, _made.File, _made.Line));

    private static string Python(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => $"'{value.GetString()}'",
        JsonValueKind.Array => $"({string.Join(", ", value.EnumerateArray().Select(Python))}{(value.GetArrayLength() == 1 ? "," : "")})",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.Null => "None",
        _ => value.GetRawText(),
    };

    private static JsonNode Losses(Variant variant) => Glia.Losses.LossCatalogue.ToJson(variant.Loss);

    private static string Number(double number) => Words.Number(number).Replace(",", "", StringComparison.Ordinal);
}
