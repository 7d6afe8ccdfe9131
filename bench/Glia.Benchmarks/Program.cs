using Glia.Benchmarks;

GemmTable.Print(args.Length > 0 ? args[0] : "");
