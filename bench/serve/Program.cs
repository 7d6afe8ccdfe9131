using Glia.ServeBench;

return args switch
{
    ["malformed", var count] => await Malformed.Run(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)),
    ["readers", var pairs] => await Readers.Run(int.Parse(pairs, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("bench/serve malformed COUNT, or bench/serve readers PAIRS; see README.md.");
    return 2;
}
