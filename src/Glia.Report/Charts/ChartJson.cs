using System.Text.Json.Serialization;

namespace Glia.Report.Charts;

/// <summary>Texts as JSON, without looking types up while the program runs.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ChartJson : JsonSerializerContext;
