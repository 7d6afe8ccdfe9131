using Glia.Data.Columns;
using Glia.Tables.Columns;

namespace Glia.Tables;

/// <summary>Decides what becomes of each column of a table to learn from.</summary>
internal sealed class TablePlanning
{
    // A picture has at least 8 x 8 pixels; a pixel that is the same everywhere still belongs to it.
    private const int LeastPixels = 64;

    private readonly TableProfile _table;
    private readonly TableOptions _options;
    private readonly ColumnNames _names;
    private readonly List<string> _faults = [];
    private readonly Dictionary<int, ColumnUse> _stated = [];
    private readonly int[] _targets, _asked, _dropped, _weights;

    private TablePlanning(TableProfile table, TableOptions options)
    {
        (_table, _options) = (table, options);
        _names = new ColumnNames(table.Name, table.Layout.Names, table.Layout.HasHeader);
        _dropped = options.Drop is null ? [] : _names.Find(options.Drop, _faults);
        foreach ((string column, string kind) in options.Kinds)
            foreach (int place in _names.Find([column], _faults)) _stated[place] = UseOf(column, kind);
        _asked = options.Inputs is null ? [] : _names.Find(options.Inputs, _faults);
        _weights = options.SampleWeight is { } weight ? _names.Find([weight], _faults) : [];
        _targets = options.Targets is null
            ? [TargetChoice.Usual(table, [.. _dropped, .. _asked, .. _weights])]
            : _names.Find(options.Targets, _faults);
        CheckChoice();
    }

    /// <summary>The plan.</summary>
    /// <exception cref="GliaException">The options contradict the table or each other, or nothing is left to learn from; the sentence tells
    /// all of it.</exception>
    public static TablePlan Of(TableProfile table, TableOptions options) => new TablePlanning(table, options).Plan();

    private TablePlan Plan()
    {
        var uses = new SortedDictionary<int, ColumnUse>();
        for (int place = 0; place < _table.Columns.Count; place++)
            if (!_targets.Contains(place)) uses[place] = Use(place);
        Keep(uses);
        TargetColumn[] targets = [.. _targets.Select(Target)];
        int[] inputs = [.. uses.Where(use => use.Value <= ColumnUse.Date).Select(use => use.Key)];
        if (inputs.Length == 0 && _faults.Count == 0) _faults.Add(NothingLeft(uses));
        if (_faults.Count > 0) throw new GliaException(string.Join("; ", _faults.Distinct()) + ".");
        ColumnProfile? weight = _weights is [var only] ? _table.Columns[only] : null;
        var columns = new TableColumns
        {
            Inputs = [.. inputs.Select(place => InputColumns.Of(_table.Columns[place], uses[place], _table.PrefersComma))],
            Targets = targets,
            Ignored = [.. uses.Where(use => use.Value is > ColumnUse.Date and not ColumnUse.Weight)
                .Select(use => _table.Columns[use.Key].Name)],
            SampleWeight = weight?.Name,
            AreNamed = _table.Layout.HasHeader,
        };
        return new TablePlan(columns, inputs, _targets, AreBytes(columns, inputs))
        {
            Notes = PlanNotes.Of(_table, columns, uses, guessed: _options.Targets is null),
            WeightPlace = weight is null ? null : _weights[0],
            WeightFormat = weight?.Format(_table.PrefersComma),
        };
    }

    private ColumnUse Use(int place)
    {
        if (_weights.Contains(place)) return ColumnUse.Weight;
        if (_dropped.Contains(place) || (_options.Inputs is not null && !_asked.Contains(place))) return ColumnUse.Dropped;
        if (_stated.TryGetValue(place, out ColumnUse stated)) return stated;
        ColumnUse found = ColumnJudge.Of(_table.Columns[place]);
        // Who names a column as an input wants it, as far as it can be one.
        if (!_asked.Contains(place) || found is not (ColumnUse.Identifier or ColumnUse.Constant or ColumnUse.Text)) return found;
        return ColumnJudge.IsNumber(_table.Columns[place]) ? ColumnUse.Number : ColumnUse.Category;
    }

    // What is left out for being the same everywhere or a number of the row stays where it is a pixel, or where nothing else is left.
    private void Keep(SortedDictionary<int, ColumnUse> uses)
    {
        bool pixels = uses.Count >= LeastPixels
            && uses.Keys.Except(_weights).All(place =>
                _table.Columns[place] is { Empty: 0, Marks: 0, Words: 0, Numbers: { AreBytes: true, Infinite: 0 } });
        bool none = uses.Values.All(use => use > ColumnUse.Date);
        foreach ((int place, ColumnUse use) in uses.ToArray())
        {
            bool number = use is ColumnUse.Identifier or ColumnUse.Constant && ColumnJudge.IsNumber(_table.Columns[place]);
            if ((pixels && number) || (none && number && use == ColumnUse.Identifier)) uses[place] = ColumnUse.Number;
        }
    }

    private TargetColumn Target(int place)
    {
        ColumnProfile profile = _table.Columns[place];
        ColumnUse use = _stated.GetValueOrDefault(place, ColumnUse.Empty);
        if (profile.Filled == 0)
            AddNoTarget(place, "holds nothing in any row");
        bool number = use == ColumnUse.Number || (use != ColumnUse.Category && ColumnJudge.IsNumber(profile));
        if (number) return new TargetColumn(profile.Name, profile.Format(_table.PrefersComma));
        if (use != ColumnUse.Category && profile.Filled > 0) CheckWords(place, profile);
        if (_targets.Length == 1) return new TargetColumn(profile.Name, null);
        if (profile.Values.Count != 2)
            _faults.Add($"{_table.Name} has {_targets.Length} targets, and {_names.Spoken(place)} is neither numbers nor two words such " +
                "as no and yes; give one target of classes, or targets of numbers");
        return new TargetColumn(profile.Name, null, [.. profile.Values.Keys.Order(StringComparer.OrdinalIgnoreCase)]);
    }

    private void CheckWords(int place, ColumnProfile profile)
    {
        if (ColumnJudge.IsDate(profile))
            AddNoTarget(place, "holds dates, which cannot be learned");
        else if (ColumnJudge.Of(profile) is ColumnUse.Text or ColumnUse.Identifier)
            AddNoTarget(place, $"is a text of its own in nearly every row, such as {Said.Field(profile.Values.Keys.First())}");
    }

    private void AddNoTarget(int place, string why) =>
        _faults.Add($"{_table.Name}: the target, {_names.Spoken(place)}, {why}; name the column to learn by targets");

    private void CheckChoice()
    {
        foreach (int both in _targets.Intersect(_asked))
            _faults.Add($"{_names.Spoken(both)} of {_table.Name} is named both as an input and as a target; take it out of one of them");
        foreach (int both in _targets.Intersect(_dropped))
            _faults.Add($"{_names.Spoken(both)} of {_table.Name} is to be dropped and is a target; take it out of one of them");
        foreach (int both in _weights.Intersect([.. _targets, .. _asked]))
            _faults.Add($"{_names.Spoken(both)} of {_table.Name} is named as the sample weight and as an input or target as well; " +
                "take it out of one of them");
        foreach (int both in _asked.Intersect(_dropped))
            _faults.Add($"{_names.Spoken(both)} of {_table.Name} is named as an input and is to be dropped; take it out of one of them");
        if (_faults.Count > 0) throw new GliaException(string.Join("; ", _faults.Distinct()) + ".");
    }

    private string NothingLeft(SortedDictionary<int, ColumnUse> uses) => _table.Columns.Count == 1
        ? $"{_table.Name} has one column, and learning needs at least one input and one target; its delimiter should be a comma, " +
            "semicolon, tab or bar"
        : $"{_table.Name} has no column to learn from: " +
            $"{string.Join(", ", uses.Select(use => $"{_names.Spoken(use.Key)} is {PlanNotes.Reason(use.Value)}"))}; " +
            "name inputs to use them all the same";

    private static ColumnUse UseOf(string column, string kind) => kind switch
    {
        "number" => ColumnUse.Number,
        "category" => ColumnUse.Category,
        "date" => ColumnUse.Date,
        "drop" => ColumnUse.Dropped,
        _ =>
            throw new GliaException($"Column '{column}' is said to be " +
                $"'{kind}'{Settings.Spelling.Suggest(kind, ["number", "category", "date", "drop"])}"),
    };

    private bool AreBytes(TableColumns columns, int[] inputs) =>
        columns.Inputs.All(column => column is NumberColumn { HasIndicator: false })
        && inputs.All(place => _table.Columns[place] is { Empty: 0, Marks: 0, Words: 0, Numbers: { AreBytes: true, Infinite: 0 } });
}
