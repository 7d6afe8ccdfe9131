using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>PyTorch's words.</summary>
/// <param name="record">What was recorded.</param>
/// <param name="network">The network.</param>
/// <param name="loss">The loss.</param>
/// <param name="update">The optimizer.</param>
/// <param name="loader">The loader of the training rows; -1 if there is none.</param>
/// <param name="loops">The loops around a step.</param>
internal sealed class TorchWords(TorchRecord record, TorchNetwork network, TorchLoss loss, TorchUpdate update, int loader, TorchLoops loops)
    : IProgramWords
{
    // PyTorch's names of settings that have another one here.
    private static readonly Dictionary<string, string> s_names = new() { ["learning_rate"] = "lr", ["epsilon"] = "eps", ["rho"] = "alpha" };

    private readonly Vocabulary _vocabulary = Vocabulary.OfTorch(loss.Called);

    public IReadOnlyList<ProgramChange>? Changes(Variant before, Variant after)
    {
        var changes = new List<ProgramChange>();
        if (after.Scale != before.Scale && Line(network.Layers[0].Main.Call) is { } first)
            changes.Add(At(first, "x", after.Scale == "standardize" ? "(x - x.mean(0)) / x.std(0) for x, with the training rows' figures"
                : "x between 0 and 1"));
        if (after.TargetsStandardized != before.TargetsStandardized && Line(loss.Call) is { } compared)
            changes.Add(At(compared, "y", "(y - y.mean()) / y.std() for y, with the training rows' figures"));
        if (before.Layers.Count != after.Layers.Count) return null;
        for (int i = 0; i < before.Layers.Count; i++)
        {
            JsonObject was = before.Layers[i], now = after.Layers[i];
            if (!JsonNode.DeepEquals(was, now) && !Layer(i, was, now, changes)) return null;
        }
        if (!JsonNode.DeepEquals(Losses(before), Losses(after)) && !Loss(after, changes)) return null;
        if (!JsonNode.DeepEquals(before.Optimizer, after.Optimizer) && !Optimizer(before, after, changes)) return null;
        if (!JsonNode.DeepEquals(before.Schedule, after.Schedule)) return null;
        if (after.Options.BatchSize != before.Options.BatchSize)
        {
            if (Loader is not { } site) return null;
            changes.Add(Setting(site, "batch_size", Number(before.Options.BatchSize), Number(after.Options.BatchSize), 1));
        }
        if (after.Options.Epochs != before.Options.Epochs)
        {
            if (loops.Outermost is not { } loop) return null;
            double more = after.Options.Epochs / (double)before.Options.Epochs;
            changes.Add(At(new Statement(loop.File, loop.Line, loop.Line, []), "for",
                $"{loop.Count} times -> {Number(Math.Round(loop.Count * more))}"));
        }
        if (after.Options.Shuffle != before.Options.Shuffle)
        {
            if (Loader is not { } site) return null;
            changes.Add(Setting(site, "shuffle", before.Options.Shuffle ? "True" : "False", after.Options.Shuffle ? "True" : "False", 2));
        }
        return changes;
    }

    public Source? SourceOf(Finding finding)
    {
        string? phase = finding.Where.Phase;
        if (phase == Phases.Loss && Line(loss.Call) is { } at) return new Source(loss.Call.Name, at.File, at.Line);
        if (phase is Phases.Update or Phases.Training && update.Site is { } site)
            return new Source(update.Kind ?? "step", site.File, site.Line);
        if (phase == Phases.Data && Loader is { } rows) return new Source("DataLoader", rows.File, rows.Line);
        if (phase is Phases.Specification or Phases.Initialization or Phases.Forward or Phases.Backward)
        {
            int place = PlaceOf(finding.Where.Layer);
            if (place >= 0 && finding.Where.Parameter == Where.Activation && network.Layers[place].Function is { } function
                && Line(function.Call) is { } applied)
                return new Source(function.Call.Name, applied.File, applied.Line);
            if (place >= 0 && ModuleSite(network.Layers[place].Main) is { } made)
                return new Source(made.Kind, made.Site.File, made.Site.Line);
            TorchOperation call = place >= 0 ? network.Layers[place].Main.Call : loss.Call;
            if (Line(call) is { } line) return new Source(call.Name, line.File, line.Line);
        }
        if (phase == Phases.Data && Line(network.Layers[0].Main.Call) is { } first) return new Source("x", first.File, first.Line);
        return Line(loss.Call) is { } other ? new Source(loss.Call.Name, other.File, other.Line) : null;
    }

    public string Say(string sentence) => _vocabulary.Say(sentence);

    private CallSite? Loader => loader < 0 ? null : CallSite.Read(record.Said.GetProperty("loaders")[loader], "site");

    // Glia numbers layers of a kind as Keras does: dense, dense_1.
    private int PlaceOf(string? name)
    {
        if (name is null) return -1;
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < network.Layers.Count; i++)
        {
            string kind = Spelled(network.Layers[i].Layer.ClassName);
            int count = counts[kind] = counts.GetValueOrDefault(kind, -1) + 1;
            if ((count == 0 ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind}_{count}")) == name) return i;
        }
        return -1;
    }

    private static string Spelled(string className) => string.Concat(className.Select((letter, i) =>
        char.IsUpper(letter) && i > 0 && !char.IsUpper(className[i - 1]) && !char.IsDigit(className[i - 1])
            ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private bool Layer(int place, JsonObject was, JsonObject now, List<ProgramChange> changes)
    {
        TorchPart part = network.Layers[place];
        var made = ModuleSite(part.Main);
        if (Text(was["activation"]) != Text(now["activation"]))
        {
            string name = Text(now["activation"]) is { } other and not "linear" ? other : "nothing";
            TorchLayer function = part.Function ?? part.Main;
            if (Line(function.Call) is not { } at) return false;
            if (ModuleSite(function) is { } own && part.Function is not null)
                at = new Statement(own.Site.File, own.Site.Line, own.Site.Line, []);
            changes.Add(part.Function is null ? At(at, part.Main.Call.Name, $"{name} after it")
                : At(at, function.Call.Name, $"{function.Call.Name} -> {name}"));
        }
        if (was["class_name"]?.ToString() != now["class_name"]?.ToString())
        {
            if (Line(part.Main.Call) is not { } at) return false;
            changes.Add(At(at, part.Main.Call.Name, $"{part.Main.Call.Name} left out"));
            return true;
        }
        foreach (string key in was.Select(setting => setting.Key).Union(now.Select(setting => setting.Key)))
        {
            if (key is "activation" or "name" || JsonNode.DeepEquals(was[key], now[key])) continue;
            if (made is not { } site) return false;
            if (key is "units" or "filters")
                changes.Add(Setting(site.Site, key == "units" ? "out_features" : "out_channels", Text(was[key])!, Text(now[key])!, 1));
            else if (key == "rate") changes.Add(Setting(site.Site, "p", Text(was[key])!, Text(now[key])!, 0));
            else if (key is "kernel_initializer" or "bias_initializer")
                changes.Add(At(new Statement(site.Site.File, site.Site.Line, site.Site.Line, []), site.Kind,
                    $"{(key[0] == 'k' ? "weight" : "bias")} started by {Start(now[key])}"));
            else return false;
        }
        return true;
    }

    private bool Loss(Variant after, List<ProgramChange> changes)
    {
        string? name = (after.Loss.Name, after.Loss.FromLogits) switch
        {
            ("sparse_categorical_crossentropy" or "categorical_crossentropy", true) => "CrossEntropyLoss",
            ("binary_crossentropy", true) => "BCEWithLogitsLoss",
            ("binary_crossentropy", false) => "BCELoss",
            ("mean_squared_error", _) => "MSELoss",
            ("mean_absolute_error", _) => "L1Loss",
            _ => null,
        };
        if (name is null || Line(loss.Call) is not { } at) return false;
        changes.Add(At(at, loss.Call.Name, $"{loss.Call.Name} -> {name}"));
        return true;
    }

    private bool Optimizer(Variant before, Variant after, List<ProgramChange> changes)
    {
        if (update.Site is not { } site)
        {
            if (after.OptimizerName != before.OptimizerName) return false;
            string was = Number(before.Rate / update.RateScale), now = Number(after.Rate / update.RateScale);
            return Line(loss.Call) is { } at && Add(changes, At(at, "rate", $"a rate of {now} instead of {was} in the update after it"));
        }
        if (after.OptimizerName != before.OptimizerName)
        {
            string kind = after.OptimizerName.Replace("Torch", "", StringComparison.Ordinal);
            string text = string.Create(CultureInfo.InvariantCulture,
                $"line {site.Line}: {update.Kind} -> {kind}(..., lr={Number(after.Rate)})");
            return Add(changes, new ProgramChange(update.Kind!, text, new Source(update.Kind!, site.File, site.Line)));
        }
        foreach (string key in before.Optimizer.Select(setting => setting.Key).Union(after.Optimizer.Select(setting => setting.Key)))
        {
            if (JsonNode.DeepEquals(before.Optimizer[key], after.Optimizer[key])) continue;
            bool isRate = key == "learning_rate";
            string was = isRate ? Number(before.Rate / update.RateScale) : Text(before.Optimizer[key]) ?? "0";
            string now = isRate ? Number(after.Rate / update.RateScale) : Text(after.Optimizer[key]) ?? "0";
            changes.Add(Setting(site, s_names.GetValueOrDefault(key, key), was, now, isRate ? 1 : -1));
        }
        return true;
    }

    private static (CallSite Site, string Kind)? ModuleSite(TorchLayer layer) =>
        layer.Call.Module is { Site: { } site } module ? (site, module.Kind) : null;

    private Statement? Line(TorchOperation call) => record.StatementAt(call.Place);

    private static bool Add(List<ProgramChange> changes, ProgramChange change)
    {
        changes.Add(change);
        return true;
    }

    private static ProgramChange At(Statement at, string setting, string text) => new(setting,
        string.Create(CultureInfo.InvariantCulture, $"line {at.Line}: {text}"), new Source(setting, at.File, at.Line));

    private static ProgramChange Setting(CallSite site, string name, string was, string now, int place) =>
        new(name, site.Change(name, was, now, place), new Source(name, site.File, site.LineOf(name, place)));

    private static string Start(JsonNode? initializer) => Text(initializer) switch
    {
        "he_normal" or "HeNormal" => "nn.init.kaiming_normal_",
        "he_uniform" or "HeUniform" => "nn.init.kaiming_uniform_",
        "glorot_uniform" or "GlorotUniform" => "nn.init.xavier_uniform_",
        "glorot_normal" or "GlorotNormal" => "nn.init.xavier_normal_",
        "zeros" or "Zeros" => "nn.init.zeros_",
        { } other => other,
        null => "PyTorch's own start",
    };

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonObject named => named["class_name"]?.ToString(),
        _ => node.ToString(),
    };

    private static JsonNode Losses(Variant variant) => Glia.Losses.LossCatalogue.ToJson(variant.Loss);

    private static string Number(double number) => Words.Number(Words.Rounded(number, 4)).Replace(",", "", StringComparison.Ordinal);
}
