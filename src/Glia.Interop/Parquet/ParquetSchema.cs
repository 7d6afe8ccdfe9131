using static Glia.Interop.Parquet.ParquetMetadata;

namespace Glia.Interop.Parquet;

/// <summary>Finds the columns in a schema: its leaves, with the names that a table has them by.</summary>
internal sealed class ParquetSchema
{
    private const int MostDepth = 32, Repeated = 2;

    private readonly IReadOnlyList<ParquetElement> _elements;
    private readonly string _name;
    private readonly List<ParquetColumn> _columns = [];
    private int _next;

    private ParquetSchema(ParquetMetadata metadata, string name) => (_elements, _name) = (metadata.Elements, name);

    /// <summary>The columns in the order of the file.</summary>
    /// <exception cref="GliaException">The schema is no tree.</exception>
    public static IReadOnlyList<ParquetColumn> Columns(ParquetMetadata metadata, string name)
    {
        var schema = new ParquetSchema(metadata, name);
        ParquetElement root = schema.Next();
        for (int i = 0; i < root.Children; i++) schema.Add(new Above("", 0, 0, 0, null, 0));
        if (schema._next < schema._elements.Count || schema._columns.Count == 0) throw schema.Broken();
        return schema._columns;
    }

    private void Add(Above above)
    {
        if (above.Depth > MostDepth) throw Broken();
        ParquetElement element = Next();
        string own = above.Name.Length == 0 ? element.Name : $"{above.Name}.{element.Name}";
        Above here = above with
        {
            Name = own,
            Depth = above.Depth + 1,
            Definition = above.Definition + (element.Repetition == 0 ? 0 : 1),
            Repetition = above.Repetition + (element.Repetition == Repeated ? 1 : 0),
        };
        if (element.Repetition == Repeated) here = here with { ElementDefinition = here.Definition };
        if (element.Type is { } type) AddLeaf(element, type, here);
        else if (IsMap(element)) AddAll(element, here with { Refused = here.Refused ?? "a map" });
        else if (element is { Logical: LogicalType.List } or { Converted: 3 } && element.Children == 1) AddList(here);
        else if (element.Repetition == Repeated) AddAll(element, here with { Refused = here.Refused ?? "a list of structures" });
        else if (IsImage(element)) AddImage(here);
        else AddAll(element, here);
    }

    private void AddAll(ParquetElement element, Above here)
    {
        if (element.Children < 0 || element.Children > _elements.Count) throw Broken();
        for (int i = 0; i < element.Children; i++) Add(here);
    }

    // A list is a group with a repeated group in it that holds the element; older writers repeat the element itself.
    private void AddList(Above here)
    {
        ParquetElement repeated = Next();
        Above inside = here with
        {
            Depth = here.Depth + 1,
            Definition = here.Definition + (repeated.Repetition == 0 ? 0 : 1),
            Repetition = here.Repetition + (repeated.Repetition == Repeated ? 1 : 0),
            Refused = here.Refused ?? (repeated.Repetition == Repeated ? null : "a list of no kind that is known"),
        };
        inside = inside with { ElementDefinition = inside.Definition };
        if (repeated.Type is { } type)
        {
            AddLeaf(repeated, type, inside);
            return;
        }
        if (repeated.Children == 1 && Peek() is { Type: { } leaf, Repetition: 0 or 1 } element)
        {
            _next++;
            AddLeaf(element, leaf, inside with { Definition = inside.Definition + (element.Repetition == 0 ? 0 : 1) });
            return;
        }
        AddAll(repeated, inside with { Refused = inside.Refused ?? "a list of lists or of structures" });
    }

    private bool IsImage(ParquetElement element) => element.Children == 2 && _next + 1 < _elements.Count
        && (_elements[_next], _elements[_next + 1]) is
            ({ Name: "bytes", Type: 6, Repetition: not Repeated }, { Name: "path", Type: 6, Repetition: not Repeated });

    private void AddImage(Above here)
    {
        for (int i = 0; i < 2; i++)
        {
            ParquetElement part = Next();
            Above inside = here with { Definition = here.Definition + part.Repetition, Name = i == 0 ? here.Name : $"{here.Name}.path" };
            AddLeaf(part, 6, inside);
            _columns[^1] = _columns[^1] with { AreImages = i == 0, IsPathOfImage = i == 1 };
        }
    }

    private void AddLeaf(ParquetElement element, int type, Above here)
    {
        string? refused = here.Refused ?? (here.Repetition > 1 ? "a list of lists" : RefusedOf(element, type));
        _columns.Add(new ParquetColumn(here.Name, _columns.Count, type, element.Length, KindOf(element, type))
        {
            Definition = here.Definition,
            Repetition = here.Repetition,
            ElementDefinition = here.ElementDefinition,
            Refused = refused,
            PerSecond = element switch
            {
                { Converted: 7 } or { TimeUnit: 1 } => 1e3,
                { Converted: 8 } or { TimeUnit: 2 } => 1e6,
                _ => 1e9,
            },
        });
    }

    private static bool IsMap(ParquetElement element) => element.Logical == LogicalType.Map || element.Converted is 1 or 2;

    private static string? RefusedOf(ParquetElement element, int type) => type switch
    {
        3 => "a timestamp of 96 bits",
        < 0 or > 7 => "of no type that is known",
        _ when element.Logical == LogicalType.Decimal || element.Converted == 5 => "a decimal number",
        _ when element.Logical == LogicalType.Bson || element.Converted == 20 => "BSON",
        _ when element.Converted == 21 => "a length of time",
        7 when element.Length <= 0 => "of a length that no value has",
        _ => null,
    };

    // The numbers of types: 0 truth, 1 and 2 whole, 4 and 5 fractions, 6 and 7 bytes.
    private static ParquetKind KindOf(ParquetElement element, int type) => (type, element) switch
    {
        (0, _) => ParquetKind.Truth,
        (4, _) => ParquetKind.Single,
        (5, _) => ParquetKind.Double,
        (7, { Logical: LogicalType.Half, Length: 2 }) => ParquetKind.Half,
        (6 or 7, _) => ParquetKind.Text,
        (_, { Logical: LogicalType.Date } or { Converted: 6 }) => ParquetKind.Date,
        (_, { Logical: LogicalType.Time } or { Converted: 7 or 8 }) => ParquetKind.TimeOfDay,
        (_, { Converted: 9 } or { Logical: LogicalType.Timestamp, TimeUnit: 1 }) => ParquetKind.Milliseconds,
        (_, { Converted: 10 } or { Logical: LogicalType.Timestamp, TimeUnit: 2 }) => ParquetKind.Microseconds,
        (_, { Logical: LogicalType.Timestamp }) => ParquetKind.Nanoseconds,
        (_, { Signed: false } or { Converted: >= 11 and <= 14 }) => ParquetKind.Unsigned,
        _ => ParquetKind.Integer,
    };

    private ParquetElement Next() =>
        _next < _elements.Count && _elements[_next].Repetition is >= 0 and <= Repeated ? _elements[_next++] : throw Broken();

    private ParquetElement? Peek() => _next < _elements.Count ? _elements[_next] : null;

    private GliaException Broken() => ParquetDamage.Of(_name, "its columns are no tree");

    // What a column takes over from the groups that it lies in.
    private sealed record Above(string Name, int Definition, int Repetition, int ElementDefinition, string? Refused, int Depth);
}
