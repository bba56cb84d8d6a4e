/** A Nest service with the client injected. */
import "reflect-metadata";
import { Inject, Injectable, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { createRegistryClient, type RegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { ingestedType, steps } from "./program.ts";

@Injectable()
class PatientService {
  constructor(@Inject("REGISTRY") private readonly registry: RegistryClient) {}

  run(): Promise<string[]> {
    return steps(this.registry);
  }
}

@Injectable()
class Printer {
  constructor(private readonly patients: PatientService) {}

  async print(): Promise<void> {
    console.log((await this.patients.run()).join("\n"));
  }
}

const { fetch } = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => resourceType === ingestedType });
const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch });

@Module({ providers: [{ provide: "REGISTRY", useValue: registry }, PatientService, Printer] })
class AppModule {}

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ["error"] });
  await app.get(Printer).print();
  await app.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
