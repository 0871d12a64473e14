/** Everything that can be made, in one place: what loads it, loads all templates. */
export { planModule } from './newModule';
export { planService } from './newService';
export { planUseCase } from './newUseCase';
