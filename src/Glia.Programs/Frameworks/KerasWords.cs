using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Programs.Frameworks;

/// <summary>Keras' words, which an experiment has, and the program's lines.</summary>
/// <param name="record">The fit.</param>
internal sealed class KerasWords(LibraryRecord record) : IProgramWords
{
    private readonly CallSite? _fit = CallSite.Read(record.Said, "fit"), _compile = CallSite.Read(record.Said, "compile");

    public IReadOnlyList<ProgramChange>? Changes(Variant before, Variant after)
    {
        if (InKeras.Line(before, after) is not { } text) return null;
        (string Name, CallSite? Site) place = ("fit", _fit);
        bool compiled = !JsonNode.DeepEquals(before.Optimizer, after.Optimizer) || before.Loss.Name != after.Loss.Name
            || before.Loss.FromLogits != after.Loss.FromLogits;
        if (compiled) place = ("compile", _compile ?? _fit);
        for (int i = Math.Min(before.Layers.Count, after.Layers.Count) - 1; i >= 0; i--)
            if (!JsonNode.DeepEquals(before.Layers[i], after.Layers[i]))
                place = Layer(before.Layers[i]["name"]?.GetValue<string>(), i) is { } site
                    ? (before.Layers[i]["class_name"]!.GetValue<string>(), site) : place;
        return place.Site is not { } at ? null
            : [new ProgramChange(place.Name, string.Create(CultureInfo.InvariantCulture, $"line {at.Line}: {text}"),
                new Source(place.Name, at.File, at.Line))];
    }

    public Source? SourceOf(Finding finding)
    {
        if (finding.Where.Layer is { } layer && Layer(layer, -1) is { } made) return new Source(layer, made.File, made.Line);
        bool compiled = finding.Where.Phase is Phases.Specification or Phases.Loss or Phases.Update && _compile is not null;
        CallSite? site = compiled ? _compile : _fit;
        return site is null ? null : new Source(compiled ? "compile" : "fit", site.File, site.Line);
    }

    // They are the words of the rules.
    public string Say(string sentence) => sentence;

    // By its name, or where it has none of its own by its place.
    private CallSite? Layer(string? name, int place)
    {
        JsonElement[] layers = [.. record.Said.GetProperty("layers").EnumerateArray()];
        JsonElement found = layers.FirstOrDefault(layer => layer.GetProperty("name").GetString() == name);
        if (found.ValueKind == JsonValueKind.Undefined && place >= 0 && place < layers.Length) found = layers[place];
        return found.ValueKind == JsonValueKind.Undefined ? null : CallSite.Read(found, "site");
    }
}
