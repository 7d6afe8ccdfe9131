using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Doctor.Findings;

/// <summary>Writes a diagnosis as the one JSON object that <c>glia doctor --json</c> prints.</summary>
internal static class DiagnosisJson
{
    // Relaxed escaping: people read this in a terminal, and it never goes into a web page as it is.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The diagnosis as JSON text. Numbers that are not finite are written as null, since JSON has no word for them.</summary>
    public static string Write(Diagnosis diagnosis)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Options))
        {
            json.WriteStartObject();
            json.WriteString("subject", diagnosis.Subject);
            json.WriteString("verdict", Lower(diagnosis.Verdict));
            json.WriteString("happened", diagnosis.Happened);
            json.WriteStartArray("findings");
            foreach (var finding in diagnosis.Findings) Write(json, finding);
            json.WriteEndArray();
            json.WriteStartArray("checks");
            foreach (var check in diagnosis.Checks) Write(json, check);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(memory.ToArray());
    }

    /// <summary>A finding alone, as it stands in a diagnosis.</summary>
    public static JsonObject Tree(Finding finding)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Options)) Write(json, finding);
        return JsonNode.Parse(memory.ToArray())!.AsObject();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("name", finding.Fault.Name);
        json.WriteString("severity", Lower(finding.Severity));
        json.WriteString("grade", finding.Grade.ToString().ToLowerInvariant());
        WriteNumber(json, "confidence", finding.Confidence);
        json.WriteStartObject("where");
        Write(json, finding.Where);
        if (finding.Where.Others.Count > 0)
        {
            json.WriteStartArray("others");
            foreach (Where other in finding.Where.Others)
            {
                json.WriteStartObject();
                Write(json, other);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteString("evidence", finding.Evidence);
        json.WriteStartObject("numbers");
        foreach (var (name, value) in finding.Numbers) WriteNumber(json, name, value);
        json.WriteEndObject();
        json.WriteString("prescription", finding.Prescription);
        json.WriteString("change", finding.Change);
        if (finding.Proof is { } proof) Write(json, proof);
        else json.WriteNull("proof");
        json.WriteStartArray("exhibits");
        foreach (Exhibit exhibit in finding.Exhibits) ExhibitJson.Of(exhibit).WriteTo(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Where where)
    {
        json.WriteString("layer", where.Layer);
        json.WriteString("parameter", where.Parameter);
        json.WriteString("phase", where.Phase);
        if (where.Source is { } source) Write(json, source);
    }

    private static void Write(Utf8JsonWriter json, Source source)
    {
        json.WriteString("name", source.Name);
        if (source.File is null) return;
        json.WriteString("file", source.File);
        json.WriteNumber("line", source.Line ?? 0);
    }

    private static void Write(Utf8JsonWriter json, Proof proof)
    {
        json.WriteStartObject("proof");
        json.WriteString("change", proof.Change);
        json.WriteString("metric", proof.Metric);
        WriteCurve(json, "before", proof.Before);
        WriteCurve(json, "after", proof.After);
        json.WriteBoolean("proven", proof.Shows);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteString("code", check.Code);
        json.WriteString("outcome", Lower(check.Outcome));
        json.WriteString("measured", check.Measured);
        json.WriteEndObject();
    }

    private static void WriteCurve(Utf8JsonWriter json, string name, IReadOnlyList<double> curve)
    {
        json.WriteStartArray(name);
        foreach (double value in curve)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static string Lower<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();
}
