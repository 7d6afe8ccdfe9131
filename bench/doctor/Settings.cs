namespace Glia.DoctorBench;

/// <summary>What a run of the bench is asked to do.</summary>
internal sealed record Settings
{
    public const string Usage = """
        Usage: bench/doctor/run.sh [options]
          --only F65,F41        cases of these faults
          --base M4,A           cases of these bases or letters of the public list
          --name TEXT           cases whose name contains the text
          --seeds N             seeds 1 to N (5)
          --half tuning|report  one half of the cases
          --what pairs,cases,healthy,advice,overhead   parts of the bench (all); advice trains every mended program
          --threads N           cases examined at the same time (all processors)
          --misses FILE         writes every miss with the doctor's whole report
          --output FOLDER       where the tables go (bench/doctor/results when everything runs, nowhere for a subset)
          --list                names the cases and ends
        """;

    public IReadOnlyList<string> Only { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];
    public string? Name { get; init; }
    public int Seeds { get; init; } = 5;
    public string? Half { get; init; }
    public IReadOnlyList<string> What { get; init; } = ["pairs", "cases", "healthy", "advice", "overhead"];
    public int Threads { get; init; } = Environment.ProcessorCount;
    public string? Misses { get; init; }
    public string? Output { get; init; }
    public bool List { get; init; }

    /// <summary>Whether nothing is left out.</summary>
    public bool Everything => Only.Count == 0 && Groups.Count == 0 && Name is null && Half is null && Seeds >= 5 && What.Count == 5;

    /// <summary>Whether a case belongs to the subset.</summary>
    public bool Wants(string name, string group, string fault) =>
        (Only.Count == 0 || Only.Contains(fault)) && (Groups.Count == 0 || Groups.Contains(group))
        && (Name is null || name.Contains(Name, StringComparison.OrdinalIgnoreCase))
        && (Half is null || Half == "tuning" == Cases.Case.IsTuning(name));

    /// <summary>Reads the command line; null if it cannot be understood.</summary>
    public static Settings? Read(string[] words)
    {
        var settings = new Settings();
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == "--list")
            {
                settings = settings with { List = true };
                continue;
            }
            if (i + 1 == words.Length) return null;
            string value = words[i + 1];
            Settings? next = words[i] switch
            {
                "--only" => settings with { Only = value.Split(',') },
                "--base" => settings with { Groups = value.Split(',') },
                "--name" => settings with { Name = value },
                "--seeds" when int.TryParse(value, out int seeds) && seeds > 0 => settings with { Seeds = seeds },
                "--half" when value is "tuning" or "report" => settings with { Half = value },
                "--what" => settings with { What = value.Split(',') },
                "--threads" when int.TryParse(value, out int threads) && threads > 0 => settings with { Threads = threads },
                "--misses" => settings with { Misses = value },
                "--output" => settings with { Output = value },
                _ => null,
            };
            if (next is null) return null;
            settings = next;
            i++;
        }
        return settings;
    }
}
