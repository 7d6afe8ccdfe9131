using System.Text;
using System.Text.Json;

namespace Glia.Report.Formats;

/// <summary>A report as JSON: what the page says, for other programs.</summary>
internal static class JsonText
{
    // The strict encoder: the text may end up in a page of somebody else's.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The report.</summary>
    public static string Of(ReportDocument report)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Options))
        {
            Headline head = report.Headline;
            json.WriteStartObject();
            json.WriteString("title", report.Title);
            json.WriteString("subject", head.Subject);
            json.WriteString("verdict", head.Word);
            json.WriteString("sentence", head.Sentence);
            json.WriteStartObject("figures");
            foreach ((string name, string value) in head.Figures) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteString("next", head.Next);
            json.WriteStartArray("panels");
            foreach (Panel panel in report.Panels) Write(json, panel);
            json.WriteEndArray();
            json.WriteString("glia_version", GliaVersion.Text);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Panel panel)
    {
        json.WriteStartObject();
        json.WriteString("id", panel.Id);
        json.WriteString("title", panel.Title);
        json.WriteString("sentence", panel.Sentence);
        json.WriteStartArray("lines");
        foreach (string line in panel.Lines) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (DataTable table in panel.Tables) Write(json, table);
        json.WriteEndArray();
        json.WriteString("text", panel.Code);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DataTable table)
    {
        json.WriteStartObject();
        json.WriteString("caption", table.Caption);
        json.WriteStartArray("columns");
        foreach (string column in table.Columns) json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            json.WriteStartArray();
            foreach (Cell cell in row)
            {
                if (cell.Value is { } value) json.WriteNumberValue(value);
                else if (cell.Text.Length == 0) json.WriteNullValue();
                else json.WriteStringValue(cell.Text);
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
