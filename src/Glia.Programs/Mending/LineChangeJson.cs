using System.Text.Json.Serialization;

namespace Glia.Programs.Mending;

/// <summary>Changes of lines as JSON, without looking types up while the program runs: a trimmed program has no such look-up.</summary>
[JsonSerializable(typeof(LineChange[]))]
internal sealed partial class LineChangeJson : JsonSerializerContext;
